// Progressive enhancement only: the pages work without it.
'use strict';

for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
        const field = document.getElementById(button.dataset.copy);
        field.select();
        // the old way works without https, too
        if (!document.execCommand('copy')) {
            await navigator.clipboard.writeText(field.value);
        }
        const label = button.textContent;
        button.textContent = document.getElementById('announcement').textContent = document.body.dataset.copied;
        setTimeout(() => button.textContent = label, 2000);
    });
}

async function refresh() {
    const response = await fetch('/withings/live');
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of document.querySelectorAll('.live')) {
        const next = fresh.getElementById(part.id);
        if (response.ok && next && next.dataset.step === part.dataset.step) {
            if (next.outerHTML !== part.outerHTML) {
                part.replaceWith(next);
            }
        } else if (response.ok && document.activeElement.tagName !== 'INPUT') {
            // another step, or a person is gone
            location.replace('/withings');
        }
    }
}

if (document.querySelector('.live')) {
    setInterval(() => document.hidden || refresh().catch(() => { /* openHAB restarts */ }), 3000);
}
