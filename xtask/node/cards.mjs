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
const folder = process.argv[2];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.vcf')).sort()) {
  try {
    const card = new ICAL.Component(ICAL.parse(readFileSync(join(folder, file), 'utf8')));
    for (const property of card.getAllProperties()) {
      // What stands before a dot is the group.
      const name = property.name.replace(/^.*\./, '').toUpperCase();
      console.log(JSON.stringify({ file, name, values: flat(property.getValues()) }));
    }
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exit(1);
  }
}
