// The description of the API is OpenAPI 3.1 by a validator of others, and what is answered is what it describes: every address
// with values of all kinds, statuses, types, and JSON against its schema. Speaks TAP, without
// a plan. usage: node openapi.mjs URL TESTS-BEFORE
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [url, before] = process.argv.slice(2);
let number = Number(before), failed = 0;
function report(good, name, detail) {
  number++;
  if (!good) failed++;
  console.log(`${good ? 'ok' : 'not ok'} ${number} - ${name}`);
  if (!good && detail) console.log(String(detail).split('\n').slice(0, 20).map(line => `# ${line}`).join('\n'));
}

const text = await (await fetch(`${url}/api/openapi.json`)).text();
const description = JSON.parse(text);
const validator = new Validator();
const result = await validator.validate(JSON.parse(text));
report(result.valid && validator.version === '3.1', 'the description is OpenAPI 3.1', JSON.stringify(result.errors, null, 1));

// Schemas refer to each other from one root.
const ajv = new Ajv({ strict: false });
addFormats(ajv);
ajv.addSchema(description, 'api');
const pointer = parts => `api#/${parts.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

// Values by parameter: what is there, what is not, and what should never be.
const odd = ['', ' ', '"', '<script>', '%00', '\uFFFF', '-', '..', 'a'.repeat(300), '=1+1', 'é', '0', '99999999999999999999', 'null', "'"];
const known = { id: ['08RIGA61', '08riga61'], year: ['2011'], country: ['uruguay', 'latvia'], volume: ['frus1969-76v24'], document: ['d176'],
  typed: ['riga 61 (2008)'], facet: ['kind', 'tag', 'released'], post: ['riga'], code: ['KTIP'], level: ['secret'], q: ['port', 'tag:KTIP', 'a OR b'],
  sort: ['newest', 'oldest', 'relevance'], limit: ['0', '3', '1000'], facets: ['all', 'origin,tag'], cursor: [], full: ['1'], day: ['2011-08-26'],
  verb: ['Identify', 'ListSets', 'ListRecords'], identifier: ['oai:x:08RIGA61'], metadataPrefix: ['oai_dc'], from: ['2011-01-01'], until: ['2012-01-01'],
  set: ['cable'], resumptionToken: [] };

async function check(pattern, operation, address) {
  const answer = await fetch(url + address, { redirect: 'manual' }), body = await answer.text();
  const described = operation.responses[answer.status];
  if (!described) return `${address}: status ${answer.status} is not described`;
  if (!described.content) return;
  const type = answer.headers.get('content-type').split(';')[0];
  if (!described.content[type]) return `${address}: ${answer.status} with type ${type}`;
  if (!/[/+]json$/.test(type)) return;
  const matches = ajv.getSchema(pointer(['paths', pattern, 'get', 'responses', String(answer.status), 'content', type, 'schema']));
  if (!matches(JSON.parse(body))) return `${address}: ${ajv.errorsText(matches.errors)}`;
}

for (const [pattern, { get }] of Object.entries(description.paths)) {
  const found = [];
  let asked = 0;
  const usual = Object.fromEntries(get.parameters.map(parameter => [parameter.name, known[parameter.name]?.[0] ?? '']));
  for (const varied of [null, ...get.parameters])
    for (const value of varied ? [...known[varied.name], ...odd] : [null]) {
      const values = varied ? { ...usual, [varied.name]: value } : usual;
      const holes = get.parameters.filter(parameter => parameter.in === 'path');
      if (holes.some(hole => !values[hole.name].trim() || values[hole.name] === '..')) continue;
      const path = pattern.replace(/\{(\w+)\}/g, (all, name) => encodeURIComponent(values[name]));
      const query = get.parameters.filter(parameter => parameter.in === 'query' && values[parameter.name] && (parameter === varied || parameter.required))
        .map(parameter => `${parameter.name}=${encodeURIComponent(values[parameter.name])}`).join('&');
      const fault = await check(pattern, get, query ? `${path}?${query}` : path);
      asked++;
      if (fault) found.push(fault);
    }
  report(asked > 0 && !found.length, `${pattern} answers as described (${asked} times)`, found.join('\n'));
}
process.exit(failed ? 1 : 0);
