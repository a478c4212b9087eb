// What people come for, from the first page to the last click: on a phone and on a desk, with scripts and without. Speaks TAP.
// usage: node journeys.mjs URL TESTS-BEFORE
import { chromium } from 'playwright-core';

const [url, before] = process.argv.slice(2);
let number = Number(before), failed = 0;

function report(good, name, detail) {
  number++;
  if (!good) failed++;
  console.log(`${good ? 'ok' : 'not ok'} ${number} - ${name}`);
  if (!good && detail) console.log(String(detail).split('\n').map(line => `# ${line}`).join('\n'));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-quic', '--no-first-run'],
});

const follow = (page, link) => Promise.all([page.waitForNavigation(), link.click()]);
const total = async page => Number((await page.locator('#records').textContent()).replace(/\D/g, ''));

async function search(page, words) {
  await page.locator('input[name=q]').first().fill(words);
  await Promise.all([page.waitForNavigation(), page.locator('input[name=q]').first().press('Enter')]);
}

// An id as one remembers it leads to its record, without a list between.
async function halfRemembered(page, how) {
  for (const typed of ['08 riga 61', '2008riga61', '08RIGA000061', 'cable/2008/02/08RIGA61.html']) {
    await page.goto(url);
    await search(page, typed);
    const there = new URL(page.url()).pathname === '/cable/08RIGA61' || await page.locator('a[href="/cable/08RIGA61"]').count() > 0;
    report(there, `"${typed}" leads to its record, ${how}`, page.url());
  }
}

// From the map to a year or month to a tag: each step keeps the one before.
async function narrow(page, how) {
  await page.goto(url);
  const dot = page.locator('.map a', { hasText: 'Lisbon' });
  await Promise.all([page.waitForNavigation(), dot.evaluate(e => e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))]);
  const all = await total(page);
  const column = page.locator('.chart a').first();
  await Promise.all([page.waitForNavigation(), column.evaluate(e => e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))]);
  const some = await total(page);
  const tag = page.locator('.facets div', { has: page.locator('h3', { hasText: 'Tag' }) }).locator('li a:not(.not)').first();
  if (await page.locator('.facets details:not([open])').count() && !await tag.isVisible())
    await page.locator('.facets summary').first().click();
  await follow(page, tag);
  const few = await total(page), query = new URL(page.url()).searchParams.get('q');
  report(all >= some && some >= few && few > 0, `map, date and tag narrow, ${how}`, `${all} ${some} ${few}`);
  report(/origin:lisbon/.test(query) && /(month|year):/.test(query) && /tag:/.test(query), `the address says all three, ${how}`, query);
}

// A paragraph has an address, and a citation to go with it.
async function cite(page, how) {
  await page.goto(`${url}/cable/08RIGA61`);
  const mark = page.locator('main a[href^="#p"]').nth(1);
  await mark.click();
  const hash = new URL(page.url()).hash;
  report(/^#p/.test(hash) && await page.locator(`[id="${hash.slice(1)}"]`).count() === 1, `a paragraph has an address, ${how}`, page.url());
  await page.locator('summary', { hasText: 'Chicago' }).click();
  const cited = await page.locator('.cite dd').allTextContents();
  report(cited.length === 4 && cited.every(line => line.includes('08')), `four styles of citation, ${how}`, cited.join('\n'));
}

// A tag's feed: named in its page's head, and its entries lead back.
async function feed(page, how) {
  await page.goto(`${url}/tag/KTIP`);
  const all = await total(page);
  const address = await page.locator('link[rel=alternate][type="application/atom+xml"]').getAttribute('href');
  const atom = await (await page.request.get(new URL(address, url).href)).text();
  const entries = [...atom.matchAll(/<entry>[\s\S]*?<link[^>]*href="([^"]+)"/g)].map(match => match[1]);
  report(entries.length === Math.min(all, 50) && entries.length > 0, `the feed of a tag has its records, ${how}`, `${entries.length} of ${all}`);
  const answer = await page.goto(entries[0]);
  report(answer.status() === 200 && await page.locator('h1').count() === 1, `an entry leads to its record, ${how}`, entries[0]);
}

// All hits as CSV: a row for each.
async function takeAway(page, how) {
  await page.goto(`${url}/search?q=the`);
  const all = await total(page);
  const href = await page.locator('a', { hasText: /^CSV$/ }).getAttribute('href');
  const csv = await (await page.request.get(new URL(href, url).href)).text();
  const rows = csv.trimEnd().split(/\r?\n/).filter(line => /^"?(\d\d[A-Z]|tip\/|frus\/)/.test(line));
  report(rows.length === all && all > 20, `all hits are in the CSV, ${how}`, `${rows.length} of ${all}`);
}

for (const [width, height] of [[360, 780], [1280, 900]])
  for (const javaScriptEnabled of [true, false]) {
    const how = `${width} px, ${javaScriptEnabled ? 'with' : 'without'} scripts`;
    const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled });
    const page = await context.newPage(), problems = [];
    page.on('console', message => message.type() === 'error' && problems.push(message.text()));
    page.on('request', request => request.url().startsWith(url) || problems.push(`asks ${request.url()}`));
    for (const journey of [halfRemembered, narrow, cite, feed, takeAway])
      await journey(page, how);
    report(problems.length === 0, `nothing is asked of anybody else, no error is told, ${how}`, problems.join('\n'));
    await context.close();
  }

await browser.close();
console.log(`1..${number}`);
process.exit(failed ? 1 : 0);
