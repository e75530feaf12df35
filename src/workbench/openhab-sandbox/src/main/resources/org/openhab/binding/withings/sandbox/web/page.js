// Every two seconds the page as it is now takes the place of what is shown, and what has changed lights up.
const main = document.querySelector('main[data-live]');
const values = () => new Map([...main.querySelectorAll('[data-value]')].map(part => [part.dataset.value, part.textContent]));
const focusable = () => [...main.querySelectorAll('a, button')];
let content = '';

async function look() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main[data-live]');
    if (answer.ok && page && page.innerHTML !== content) {
      show(page.innerHTML);
    }
  } catch (gone) {
    // the sandbox has ended, or starts again
  }
  setTimeout(look, 2000);
}

function show(html) {
  const before = values();
  const focused = focusable().indexOf(document.activeElement);
  main.innerHTML = content = html;
  focusable()[focused]?.focus({ preventScroll: true });
  for (const part of main.querySelectorAll('[data-value]')) {
    part.classList.toggle('new', before.get(part.dataset.value) !== part.textContent);
  }
}

if (main) {
  setTimeout(look, 2000);
}
