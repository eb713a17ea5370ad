// Reads every .ics and .vcf of a folder with ical.js, and counts what it finds.
//     node readers.mjs FOLDER
// Run it where ical.js is installed; it is found from the working folder.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const ICAL = (await import(pathToFileURL(require.resolve('ical.js')))).default;

const folder = process.argv[2];
let events = 0;
let cards = 0;
for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), 'utf8');
  try {
    if (name.endsWith('.ics')) {
      const calendar = new ICAL.Component(ICAL.parse(text));
      for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
      for (const part of calendar.getAllSubcomponents('vevent')) {
        const event = new ICAL.Event(part);
        if (!event.uid || !event.startDate) throw new Error('an event without UID or DTSTART');
        if (event.isRecurring()) event.iterator().next();
        events += 1;
      }
    } else if (name.endsWith('.vcf')) {
      const card = new ICAL.Component(ICAL.parse(text));
      if (!card.getFirstPropertyValue('fn')) throw new Error('a card without FN');
      cards += 1;
    }
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exit(1);
  }
}
if (events === 0 || cards === 0) {
  console.error(`nothing to read: ${events} events, ${cards} cards`);
  process.exit(1);
}
console.log(`ical.js read ${events} events and ${cards} cards`);
