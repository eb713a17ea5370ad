// Expands every .ics of a folder with ical.js.
//     node series.mjs FOLDER EXPECTED
// EXPECTED says for each file before which day (`end`), a JSON object a line. Prints likewise: file, found (when each occurrence
// starts, an instant in UTC or a day, and its SUMMARY) or error. Run it where ical.js is installed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const ICAL = (await import(pathToFileURL(require.resolve('ical.js')))).default;

const [folder, expected] = process.argv.slice(2);

function shown(time) {
  return time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function found(text, end) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const parts = calendar.getAllSubcomponents('vevent');
  const series = parts.find((part) => !part.hasProperty('recurrence-id'));
  const event = new ICAL.Event(series, { strictExceptions: false });
  for (const part of parts) if (part !== series) event.relateException(part);
  const found = [];
  // A changed occurrence may be months before the day that it is of.
  const last = ICAL.Time.fromDateString(end);
  last.adjust(200, 0, 0, 0);
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(last) < 0; next = iterator.next()) {
    const { startDate, item } = event.getOccurrenceDetails(next);
    found.push([shown(startDate), item.summary]);
  }
  return found.filter(([start]) => start < end).sort();
}

for (const line of readFileSync(expected, 'utf8').trim().split('\n')) {
  const { file, end } = JSON.parse(line);
  let answer;
  try {
    answer = { file, found: found(readFileSync(join(folder, file), 'utf8'), end) };
  } catch (error) {
    answer = { file, error: `${error.message}` };
  }
  console.log(JSON.stringify(answer));
}
