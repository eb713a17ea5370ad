// Reads every .vcf of a folder with ical.js, and prints each property as a JSON object a line: file, name, values.
//     node cards.mjs FOLDER
// Run it where ical.js is installed; it is found from the working folder.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const ICAL = (await import(pathToFileURL(require.resolve('ical.js')))).default;

const flat = (value) => (Array.isArray(value) ? value.flatMap(flat) : [String(value)]);
// It leaves the backslash before a semicolon in texts that have no fields, where vCard 3.0 wants it.
const unescaped = (text) => text.replace(/\\;/g, ';');
const folder = process.argv[2];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.vcf')).sort()) {
  try {
    const card = new ICAL.Component(ICAL.parse(readFileSync(join(folder, file), 'utf8')));
    const isOld = card.getFirstPropertyValue('version') === '3.0';
    for (const property of card.getAllProperties()) {
      // What stands before a dot is the group.
      const name = property.name.replace(/^.*\./, '').toUpperCase();
      const values = flat(property.getValues());
      console.log(JSON.stringify({ file, name, values: isOld ? values.map(unescaped) : values }));
    }
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exit(1);
  }
}
