// Drives `chancery curate` in Chromium on an archive of invented cables, and asks it over the wire for what it must refuse.
// Speaks TAP, without a plan. usage: node curate.mjs CHANCERY FOLDER TESTS-BEFORE [SCREENSHOT-FOLDER]
import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { request } from 'node:http';

const [chancery, folder, before, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const archive = `${folder}/curated`;
let number = Number(before), failed = 0;

function report(good, name, detail) {
  number++;
  if (!good) failed++;
  console.log(`${good ? 'ok' : 'not ok'} ${number} - ${name}`);
  if (!good && detail !== undefined) console.log(String(detail).split('\n').slice(0, 20).map(line => `# ${line}`).join('\n'));
}
const run = (...words) => execFileSync(chancery, words, { encoding: 'utf8' });
const decided = () => run('log', archive);

// --- an archive ---

const cable = (place, subject, body) => `R 011200Z JUN 09\nFM AMEMBASSY ${place.split(' ')[0]}\nTO SECSTATE WASHDC 0001\nUNCLAS ${place}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL ECON MT\nSUBJECT: ${subject}\n\n${body}\n\nABERNATHY\n`;
mkdirSync(`${folder}/in`, { recursive: true });
// Before the name: signs of one, two, three and four bytes, one that no page may hold, and markup.
writeFileSync(`${folder}/in/a.txt`, cable('VALLETTA 000912', 'A LIFT, AND <b>WHO</b> HAS THE KEY',
  '1. Caf\u00e9 \u20ac5 \u{1F600} \u0007 <script>alert(1)</script> "& \u0085" met the clerk\nMirela Vostok (strictly protect) on the stairs. She wrote from\nlift.key@example.org.\n\n' +
  '2. The key hangs in the harbor office. Mirela Vostok said so. The\nharbor office denies it.\n\n3. END.'));
writeFileSync(`${folder}/in/b.txt`, cable('VALLETTA 000913', 'THE LIFT AGAIN', '1. The clerk of ref A, MIRELA\nVOSTOK, has lost the key.'));
for (let i = 0; i < 60; i++) writeFileSync(`${folder}/in/c${i}.txt`, cable(`RIGA 000${100 + i}`, `FERRY NOTES ${i}`, '1. The ferry was on time.'));
run('init', archive);
run('ingest', archive, `${folder}/in`);
const [A, B] = ['09VALLETTA912', '09VALLETTA913'];

// --- the program ---

function curate(curator) {
  const child = spawn(chancery, ['curate', archive, '--curator', curator], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  process.on('exit', () => child.kill());
  child.stderr.on('data', bytes => { out += bytes; });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', bytes => {
      out += bytes;
      const found = / at (http:\/\/(\S+)\/\?token=\S+)\n/.exec(out);
      if (found) resolve({ child, address: found[1], host: found[2], said: () => out });
    });
    child.on('exit', () => reject(new Error(`curate ended: ${out}`)));
  });
}
const end = curating => new Promise(resolve => { curating.child.removeAllListeners('exit').on('close', resolve); curating.child.kill('SIGTERM'); });

// One request as it stands, with a Host of its own.
function ask(host, method, path, headers = {}, body = '') {
  const [name, port] = host.split(':');
  return new Promise((resolve, reject) => {
    const asked = request({ host: name, port, method, path, headers: { Host: host, ...headers }, agent: false }, answer => {
      let text = '';
      answer.on('data', bytes => { text += bytes; });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run'],
});
const problems = [];
function watch(context, host) {
  context.on('page', page => {
    page.on('console', message => message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && problems.push(message.text()));
    page.on('request', asked => asked.url().startsWith(`http://${host}/`) || problems.push(`asks ${asked.url()}`));
    page.on('dialog', dialog => { problems.push('a script of a record ran'); dialog.dismiss(); });
  });
  return context;
}
const press = async (page, name) => { await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).first().click()]); };
const said = page => page.locator('.done').textContent({ timeout: 5000 }).catch(() => page.locator('main').textContent());
const fault = page => page.locator('.fault').textContent({ timeout: 5000 }).catch(() => '');
const text = page => page.locator('#text').evaluate(e => { const copy = e.cloneNode(true); copy.querySelectorAll('.hop').forEach(hop => hop.remove()); return copy.textContent; });

// --- the first curator, with scripts ---

const ann = await curate('ann');
const base = `http://${ann.host}`;
const desk = watch(await browser.newContext({ viewport: { width: 1400, height: 900 } }), ann.host);
const page = await desk.newPage();
const record = id => `${base}/record?id=${id}`;

await page.goto(ann.address);
report(page.url() === `${base}/` && await page.locator('h1').textContent() === 'Queue', 'the printed address opens the queue', page.url());
const again = await ask(ann.host, 'GET', new URL(ann.address).pathname + new URL(ann.address).search);
report(again.status === 403 && !again.headers['set-cookie'] && /no session/.test(again.text), 'a second time it opens nothing', again.text);
const cookies = await desk.cookies();
report(cookies.length === 1 && cookies[0].httpOnly && cookies[0].sameSite === 'Strict', 'one cookie, out of the reach of scripts and other sites', JSON.stringify(cookies));
report((await page.locator('.choose li').first().textContent()).includes(A), 'what has an open severe flag comes first', await page.locator('.choose').textContent());
await page.getByRole('link', { name: 'next' }).click();
await page.waitForURL(/page=2/);
report(await page.locator('.choose li').count() === 12, 'the second page has the rest', page.url());

await page.goto(base);
await page.locator('.choose a').first().click();
await page.waitForURL(/\/record/);
const received = readFileSync(`${folder}/in/a.txt`, 'utf8').replace(/[\u0007\u0085]/g, '\uFFFD');
report(await text(page) === received, 'the text is there sign for sign, and nothing of it is markup', await text(page));
report(await page.locator('#text mark.severe').count() > 0 && await page.locator('#text .hop[data-open]').count() === 2, 'flags are marked and numbered');
await page.locator('#text .hop').first().press('Enter');
report(await page.locator('li:target .hop').count() === 1, 'a number leads to its row', page.url());
report(/severe, open/.test(await page.locator('.flags li.severe').first().textContent()), 'a row says rule and severity');

// n and p, and their switch.
await page.locator('h1').click();
await page.keyboard.press('n');
await page.keyboard.press('n');
await page.keyboard.press('p');
report(await page.evaluate(() => document.activeElement.id) === 'at1', 'n and p step from flag to flag', await page.evaluate(() => document.activeElement.outerHTML));
await page.getByRole('button', { name: 'Keys n p' }).click();
await page.reload();
await page.keyboard.press('n');
report(await page.evaluate(() => document.activeElement === document.body), 'turned off they stay off');

// Dismissing needs a reason.
let log = decided();
const email = page.locator('.flags li', { hasText: 'lift.key@example.org' });
await email.getByRole('checkbox').check();
await press(page, 'Dismiss: they may stay');
report(/needs a reason/.test(await fault(page)) && decided() === log, 'a dismissal without a reason is refused', await page.content());
await page.goto(record(A));
await email.getByRole('checkbox').check();
await page.locator('form:has(.flags) input[name=reason]').first().fill('an address of the office');
await press(page, 'Dismiss: they may stay');
report(/dismissed 1 flag/.test(await said(page)) && /dismissed/.test(await email.textContent()), 'with one it is kept', await page.content());

// Words by the mouse: the second "harbor", exactly.
const drag = async (from, to) => {
  const box = await page.locator('#text').evaluate((root, [start, stop]) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node = walker.nextNode(), seen = 0; node; node = walker.nextNode()) {
      if (node.parentElement.closest('.hop')) continue;
      const end = seen + node.length;
      if (start >= seen && start < end) range.setStart(node, start - seen);
      if (stop > seen && stop <= end) { range.setEnd(node, stop - seen); break; }
      seen = end;
    }
    root.scrollIntoView();
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { left, right, y: (top + bottom) / 2 };
  }, [from, to]);
  await page.mouse.move(box.left + 1, box.y);
  await page.mouse.down();
  await page.mouse.move((box.left + box.right) / 2, box.y, { steps: 3 });
  await page.mouse.move(box.right - 1, box.y, { steps: 3 });
  await page.mouse.up();
};
const shown = await text(page), at = shown.lastIndexOf('Mirela Vostok');
await drag(at, at + 'Mirela Vostok'.length);
// What a selection says is taken up a moment later.
const filled = wanted => page.waitForFunction(words => document.getElementById('words').value === words, wanted, { timeout: 5000 }).then(() => true, () => false);
const field = name => page.locator(`form:has(#words) [name=${name}]`).inputValue();
report(await filled('Mirela Vostok') && Number(await field('from')) === [...shown.slice(0, at)].length && await field('signs') === '13',
  'words selected with the mouse fill the form', `${await field('words')} ${await field('from')} ${await field('signs')} at ${at}`);
await press(page, 'See where else they stand');
report(/2 places/.test(await page.locator('h1').textContent()), 'every place in the record is listed', await page.locator('main').textContent());
report(!/irela|ostok/.test(page.url() + await page.title()), 'no word of it stands in the address', page.url());
await page.getByRole('link', { name: 'Look in all records' }).click();
await page.waitForURL(/all=1/);
report(await page.locator('h2', { hasText: B }).count() === 1 && /3 places/.test(await page.locator('h1').textContent()), 'and in the other record, over its line end', await page.locator('main').textContent());
await page.locator('select[name=code]').selectOption('own:source');
await page.locator('main input[name=reason]').fill('asked for by MIRELA VOSTOK');
log = decided();
await press(page, 'Take them out');
report(/shown to the public/.test(await fault(page)) && decided() === log, 'a note that says the words is refused, and nothing is kept', await page.content());
await page.goBack();
await page.locator('main input[name=reason]').fill('a source');
await press(page, 'Take them out');
report(/3 places in 2 records/.test(await said(page)), 'one button takes them all out', await said(page));
report(await page.locator('#text del').count() >= 2 && /taken out/.test(await page.locator('.flags li').first().textContent()), 'the cuts are marked, the flag has its answer');

await page.locator('.sections a', { hasText: 'What the public' }).click();
await page.waitForURL(/\/public/);
report(/Mirela Vostok/.test((await page.locator('.difference del').allTextContents()).join()) && /own:source, phrase/.test((await page.locator('.difference ins').allTextContents()).join(' ')),
  'the difference says what goes and what comes', await page.locator('main').textContent());
report(!/irela|ostok/.test(await page.locator('pre.shown').textContent()) && await page.locator('pre.shown .redaction.mark').count() === 2, 'the public text has marks in their place');

// With the arrow keys alone.
await page.goto(record(A));
await page.locator('#text').focus();
await page.locator('#text').evaluate(root => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.includes('denies it')) getSelection().collapse(node, node.data.indexOf('denies'));
});
await page.keyboard.press('ArrowRight');
const one = await filled('denies');
await page.keyboard.press('Shift+ArrowRight');
report(one && await filled('denies it'), 'the arrow keys choose words', await field('words'));
await page.keyboard.press('Enter');
report(await page.evaluate(() => document.activeElement.name) === 'code', 'Enter goes on to the form');
await page.keyboard.press('Tab');
await page.keyboard.type('not so');
await page.keyboard.press('Tab');
await page.keyboard.press('Tab');
await Promise.all([page.waitForNavigation(), page.keyboard.press('Space')]);
report(/1 place in 1 record/.test(await said(page)), 'and Tab to the button takes them out', await page.locator('main').textContent());
await page.locator('#cuts ~ form input[type=checkbox]').last().check();
log = decided();
await press(page, 'Put the words back');
report(/put back 1 cut/.test(await said(page)) && (await page.locator('#text del').allTextContents()).every(words => words !== 'denies it'), 'a cut is put back', await said(page));

// A form that was overtaken.
const tab = await desk.newPage();
await tab.goto(record(A));
await press(page, 'I have looked through it');
log = decided();
await press(tab, 'Approve');
report(/since you have read it/.test(await fault(tab)) && decided() === log, 'a form from before another decision is refused', await tab.content());
await tab.close();
await press(page, 'Approve');
report(/another curator/.test(await fault(page)) && decided() === log, 'severe flags want a second curator', await fault(page));

// --- what is refused ---

const jar = `${cookies[0].name}=${cookies[0].value}`;
await page.goto(record(A));
const hidden = name => page.locator(`form:has(button[value=withhold]) input[name=${name}]`).inputValue();
const fields = { form: await hidden('form'), id: A, revision: await hidden('revision'), seen: await hidden('seen'), do: 'withhold', reason: 'a test' };
const encode = given => new URLSearchParams(given).toString();
const good = { Cookie: jar, Origin: base, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };
const post = (change = {}, changed = {}) => {
  const headers = { ...good, ...change }, body = encode({ ...fields, ...changed });
  for (const name of Object.keys(headers)) if (headers[name] === null) delete headers[name];
  return ask(ann.host, 'POST', '/act', { 'Content-Length': Buffer.byteLength(body), ...headers }, body);
};
const attempts = {
  'without the form\'s secret': [{}, { form: '' }],
  'with another secret': [{}, { form: '0'.repeat(32) }],
  'from a page of another site': [{ Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  'from another port of this machine': [{ Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' }],
  'with a foreign Origin alone': [{ Origin: 'http://evil.example', 'Sec-Fetch-Site': null }],
  'without a word of where it comes from': [{ Origin: null, 'Sec-Fetch-Site': null }],
  'with a hidden Origin alone': [{ Origin: 'null', 'Sec-Fetch-Site': null }],
  'typed as an address': [{ Origin: null, 'Sec-Fetch-Site': 'none' }],
  'without the cookie': [{ Cookie: null }],
  'with another cookie': [{ Cookie: `${cookies[0].name}=${'0'.repeat(32)}` }],
  'under another name': [{ Host: 'evil.example' }],
  'under another name with the port': [{ Host: `localhost:${ann.host.split(':')[1]}` }],
};
for (const [name, [headers, changed]] of Object.entries(attempts)) {
  const answer = await post(headers, changed);
  report(answer.status === 403 && decided() === log, `a form ${name}: 403, nothing changes`, `${answer.status}\n${answer.text}`);
}
for (const [name, headers] of Object.entries({ 'without the cookie': {}, 'for another site': { Cookie: jar, 'Sec-Fetch-Site': 'cross-site' }, 'for another port': { Cookie: jar, 'Sec-Fetch-Site': 'same-site' }, 'under another name': { Cookie: jar, Host: 'evil.example' } })) {
  const answer = await ask(ann.host, 'GET', `/record?id=${A}`, headers);
  report(answer.status === 403 && !/Mirela|ABERNATHY|VALLETTA/.test(answer.text), `a page ${name}: 403, nothing is said`, answer.text);
}
const large = await ask(ann.host, 'POST', '/act', { ...good, 'Content-Length': 300000 }, '');
report(large.status === 413, 'a form beyond the limit: 413', large.status);
report((await ask(ann.host, 'POST', '/act', { ...good, 'Content-Type': 'text/plain', 'Content-Length': 3 }, 'a=b')).status === 415, 'no form: 415');
report((await ask(ann.host, 'PUT', '/act', good)).status === 405, 'another method: 405');
const held = run('status', archive);
for (const path of ['/', `/record?id=${A}`, `/public?id=${A}`, '/calendar', '/log', `/act?${encode(fields)}`, `/cut?${encode(fields)}`, `/decide?${encode(fields)}`, `/?do=withhold&id=${A}`])
  await ask(ann.host, 'GET', path, { Cookie: jar });
report(decided() === log && run('status', archive) === held, 'no GET changes anything');
const headers = (await ask(ann.host, 'GET', `/record?id=${A}`, { Cookie: jar })).headers;
report(headers['cache-control'] === 'no-store' && /default-src 'none'/.test(headers['content-security-policy']) && /frame-ancestors 'none'/.test(headers['content-security-policy']) && !headers.etag,
  'nothing is cached, nothing is framed, nothing else runs', JSON.stringify(headers));
const odd = ['/record', '/record?id=', '/record?id=%00', '/record?id=NO99SUCH1', `/record?id=${A}&revision=9`, `/record?id=${A}&part=99&flags=99999`, '/places?of=99', '/?state=x&page=99&search=77', '/nowhere', '/log?page=x'];
const answers = await Promise.all(odd.map(path => ask(ann.host, 'GET', path, { Cookie: jar })));
report(answers.every(answer => answer.status < 500), 'odd addresses have an answer', answers.map((answer, i) => `${odd[i]} ${answer.status}`).join('\n'));
report((await post()).status === 303 && decided() !== log && /withheld/.test(run('status', archive)), 'the same form with everything right is taken (so the refusals above mean something)');
await page.goto(record(A));
await page.locator('summary', { hasText: 'Withhold' }).click();
await press(page, 'Withhold it no longer');

// --- the second curator, without scripts ---

const bob = await curate('bob');
const plain = watch(await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } }), bob.host);
const sheet = await plain.newPage();
await sheet.goto(bob.address);
await sheet.getByLabel('Search all records').fill('hangs harbor');
await press(sheet, 'Search');
report(await sheet.locator('.choose li').count() === 1 && !/hangs/.test(sheet.url()), 'without scripts: a search finds held records', sheet.url());
await sheet.getByLabel('Search all records').fill('"open');
await press(sheet, 'Search');
report(/"|quot/.test(await fault(sheet)), 'a query that is wrong says how', await fault(sheet));
await sheet.goBack();
await sheet.locator('.choose a').first().click();
await sheet.getByRole('textbox', { name: 'Words', exact: true }).fill('harbor  OFFICE');
await press(sheet, 'Take them out of this record');
report(/2 places in 1 record/.test(await said(sheet)), 'words that are typed are taken out wherever they stand', await sheet.locator('main').textContent());
await sheet.getByRole('textbox', { name: 'Words', exact: true }).fill('words of no record');
await press(sheet, 'See where else they stand');
report(/do not stand/.test(await fault(sheet)), 'words that stand nowhere', await fault(sheet));
await sheet.goto(`http://${bob.host}/?state=reviewed`);
await sheet.getByRole('checkbox', { name: `choose ${A}` }).check();
await sheet.getByLabel('Do').selectOption('release');
log = decided();
await press(sheet, 'Show what would change');
report(/Would change: 1 record$/m.test(await sheet.locator('main').textContent()) && decided() === log, 'a dry run decides nothing', await sheet.locator('main').textContent());
await sheet.goto(`http://${bob.host}/`);
await sheet.getByRole('checkbox', { name: /all of this list/ }).check();
await sheet.getByLabel('Do').selectOption('approve');
await press(sheet, 'Show what would change');
report(/Would change: 62 records/.test(await sheet.locator('main').textContent()), 'all of a list', await sheet.locator('main').textContent());
await press(sheet, 'Decide about 62 records');
report(/approved: 62 of 62/.test(await said(sheet)), 'is decided about at once', await said(sheet));
await sheet.goto(`http://${bob.host}/record?id=${A}`);
await sheet.locator('summary', { hasText: 'Release' }).click();
await sheet.getByLabel(/^Release from/).fill('2031-01-15');
await press(sheet, 'Release');
report(/scheduled/.test(await said(sheet)), 'a release ahead is scheduled', await said(sheet));
await sheet.goto(`http://${bob.host}/calendar`);
report(/15 January 2031.*09VALLETTA912/s.test(await sheet.locator('main').textContent()) && /January 2031/.test(await sheet.locator('table').textContent()), 'and stands in the calendar', await sheet.locator('main').textContent());
const status = run('status', archive);
report(/scheduled\s+1\b|1 scheduled/.test(status), 'chancery status agrees', status);
log = decided();
report(/ann/.test(log) && /bob/.test(log) && /dismiss/.test(log) && /redact/.test(log) && /release/.test(log), 'chancery log has it all', log);

// --- accessible, and as wide as the window ---

const addresses = { queue: '/', record: `/record?id=${A}`, public: `/public?id=${A}`, calendar: '/calendar', log: '/log', missing: '/nowhere' };
await page.goto(record(A));
await page.getByRole('textbox', { name: 'Words', exact: true }).fill('lift');
await press(page, 'See where else they stand');
addresses.places = page.url().slice(base.length);
for (const colorScheme of ['light', 'dark']) {
  const looking = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1280, height: 900 } });
  await looking.addCookies(cookies);
  for (const [name, address] of Object.entries(addresses)) {
    const one = await looking.newPage();
    await one.goto(base + address);
    const check = async what => {
      await one.evaluate(axe);
      const found = await one.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      report(found.violations.length === 0, `${what} is accessible, ${colorScheme}`,
        found.violations.map(v => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map(n => `${n.target} ${n.failureSummary}`).join(', ')})`).join('\n'));
    };
    await one.locator('summary').evaluateAll(all => all.forEach(e => { e.parentElement.open = true; }));
    await check(name);
    if (name === 'queue') {
      await one.getByRole('checkbox').first().check();
      await press(one, 'Show what would change');
      await check('the dry run');
      await one.goto(base + address);
    }
    if (shots) await one.screenshot({ path: `${shots}/curate-${name}-${colorScheme}.png`, fullPage: true });
    await one.setViewportSize({ width: 320, height: 640 });
    const over = await one.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (colorScheme === 'light') report(over <= 0, `${name} at 320 px`, `${over} px wider than the window`);
    if (shots && colorScheme === 'light') await one.screenshot({ path: `${shots}/curate-${name}-320.png`, fullPage: true });
    await one.close();
  }
  await looking.close();
}
await page.goto(base);
await page.keyboard.press('Tab');
await page.keyboard.press('Enter');
report(new URL(page.url()).hash === '#main', 'the first Tab stop skips to the content', page.url());
report(problems.length === 0, 'nothing is asked of anyone else, no rule is broken, no script of a record ran', problems.join('\n'));

await browser.close();
const codes = [await end(bob), await end(ann)];
report(codes.every(code => code === 0), 'SIGTERM ends it well', codes.join());
report(ann.said().split('\n').length === 2 && bob.said().split('\n').length === 2, 'the program said nothing but its address', ann.said() + bob.said());
report(/\b\d+ entries|holds|verified/.test(run('log', archive, '--verify')), 'the chain of decisions holds');
process.exit(failed ? 1 : 0);
