// conf/automation/js/withings.js, for the add-on "JavaScript Scripting"

rules.when().channel('withings:person:home:alice:bed#event').triggered('IN').then(() => {
  items.Bedroom_Light.sendCommand('OFF');
}).build('Lights out');

rules.when().channel('withings:person:home:alice:bed#event').triggered('OUT').then(() => {
  const hour = time.toZDT().hour();
  if (hour >= 5 && hour < 11) {
    items.Bedroom_Shutter.sendCommand('UP');
    items.Coffee_Machine.sendCommand('ON');
  }
}).build('Morning routine');

rules.when().cron('0 0 20 * * ?').then(() => {
  const weighed = items.Alice_Weight_Time;
  if (weighed.isUninitialized || !time.toZDT(weighed).toLocalDate().equals(time.toZDT().toLocalDate())) {
    items.Withings_Message.postUpdate('Alice has not stepped on the scale today.');
  }
}).build('Did I weigh in today?');

rules.when().memberOf('Withings_Low_Batteries').changed().to('ON').then((event) => {
  items.Withings_Message.postUpdate(`The battery is low: ${items.getItem(event.itemName).label}`);
}).build('Low battery');

rules.when().channel('withings:person:home:alice:workout#recorded').triggered().then((event) => {
  // the event is a word such as RUN; say what the item shows, such as Run
  const options = items.Alice_Workout.rawItem.getStateDescription()?.getOptions() ?? [];
  const shown = utils.javaListToJsArray(options).find((option) => option.getValue() === event.receivedEvent);
  items.Withings_Message.postUpdate(`Well done, Alice: ${shown?.getLabel() ?? event.receivedEvent}`);
}).build('New workout');
