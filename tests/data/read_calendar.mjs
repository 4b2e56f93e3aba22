// Reads a calendar from standard input with ical.js (named as the argument); prints its events.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const ICAL = (await import(pathToFileURL(process.argv[2]))).default;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const told = (time) => (time.isDate ? time.toString() : time.toUnixTime());
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return [
    event.uid,
    told(event.startDate),
    component.hasProperty("dtend") ? told(event.endDate) : null,
    component.getFirstPropertyValue("status"),
    event.summary,
    event.sequence,
    event.location,
    event.description,
  ];
});
console.log(JSON.stringify(events));
