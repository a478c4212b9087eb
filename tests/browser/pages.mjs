// Opens the pages in Chromium and holds them against what readers need. Speaks TAP.
// usage: node pages.mjs URL TESTS-BEFORE [SCREENSHOT-FOLDER]
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [url, before, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let number = Number(before), failed = 0;

function report(good, name, detail) {
  number++;
  if (!good) failed++;
  console.log(`${good ? 'ok' : 'not ok'} ${number} - ${name}`);
  if (!good && detail) console.log(detail.split('\n').map(line => `# ${line}`).join('\n'));
}

const addresses = {
  home: '/', released: '/released', day: '/released/2011-08-26', created: '/created', month: '/created/2008/02', year: '/created/2008',
  date: '/created/2008/02/26', captions: '/caption', caption: '/caption/SIPDIS',
  origins: '/origin', origin: '/origin/riga', tags: '/tag', tag: '/tag/KTIP', classification: '/classification',
  country: '/country/latvia', cable: '/cable/08RIGA61', received: '/cable/08RIGA61?view=received',
  hits: '/cable/08RIGA61?q=door', list: '/cable/08RIGA61?list=origin:riga', figures: '/report/tip/2011/uruguay?q=victims',
  old: '/cable/76LISBON1196', versions: '/cable/09LISBON145/versions', redacted: '/cable/10REYKJAVIK12', report: '/report/tip/2011/uruguay', search: '/search?q=port',
  nothing: '/search?q=zzzz', chips: '/search?q=the+-tag:KTIP+year:2008', offers: '/search?q=ferryy+origin:lisbon', wrong: '/search?q=%22open', help: '/help/understanding-cables',
  articles: '/articles', article: '/articles/the-washing-machine', about: '/about', faq: '/faq', glossary: '/glossary', missing: '/no/such/page',
};
const widths = { phone: [360, 780], narrow: [320, 640], desk: [1280, 900] };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-quic', '--no-first-run'],
});

async function visit(context, address) {
  const page = await context.newPage(), problems = [];
  page.on('console', message => message.type() === 'error' && !/status of 4\d\d/.test(message.text())
    && problems.push(message.text()));
  page.on('request', request => request.url().startsWith(url) || problems.push(`asks ${request.url()}`));
  await page.goto(url + address, { waitUntil: 'load' });
  return { page, problems };
}

for (const [width, [w, h]] of Object.entries(widths)) {
  const context = await browser.newContext({ viewport: { width: w, height: h } });
  for (const [name, address] of Object.entries(addresses)) {
    const { page, problems } = await visit(context, address);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) problems.push(`${over} px wider than the window`);
    report(problems.length === 0, `${name} at ${w} px`, problems.join('\n'));
    if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png` });
    await page.close();
  }
  await context.close();
}

for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 }, bypassCSP: true });
  for (const [name, address] of Object.entries(addresses)) {
    const { page } = await visit(context, address);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }));
    report(found.violations.length === 0, `${name} is accessible, ${colorScheme}`,
      found.violations.map(v => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map(n => n.target).join(', ')})`).join('\n'));
    if (shots && colorScheme === 'dark') await page.screenshot({ path: `${shots}/${name}-dark.png` });
    await page.close();
  }
  await context.close();
}

// With the keyboard alone: skip link, search, first result.
{
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { page } = await visit(context, '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  report(new URL(page.url()).hash !== '', 'the first Tab stop skips to the content', page.url());
  await page.locator('input[name=q]').first().focus();
  await page.keyboard.type('ferry');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=ferry/);
  report(await page.locator('main a[href^="/cable/"]').count() > 0, 'a search by keyboard finds records', page.url());
  await page.locator('main a[href^="/cable/"]').first().press('Enter');
  await page.waitForURL(/\/cable\//);
  report(await page.locator('h1').count() === 1, 'a result opens its record', page.url());
  await context.close();
}

// Narrow by the map, by a month, by a tag; leave a tag out again: each step says before how many records it leads to.
{
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const { page } = await visit(context, '/');
  const total = async () => Number((await page.locator('#records').textContent()).replace(/\D/g, ''));
  const follow = async (link, count) => {
    const told = Number((await count.textContent()).replace(/^.*:/, '').replace(/\D/g, ''));
    await Promise.all([page.waitForNavigation(), link.evaluate(e => e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))]);
    report(await total() === told && told > 0, `narrowed to ${told}`, page.url());
  };
  const dot = page.locator('.map a', { hasText: 'Riga' });
  await follow(dot, dot.locator('title'));
  const column = page.locator('.chart a').first();
  await follow(column, column.locator('title'));
  report(/\+(month|year):/.test(page.url()), 'a column narrows the search', page.url());
  await page.goto(`${url}/search?q=visa`);
  const all = await total();
  const tag = page.locator('.facets div', { has: page.locator('h3', { hasText: 'Tag' }) }).locator('li', { has: page.locator('.not') }).first();
  const name = await tag.locator('code').textContent();
  const with_it = Number(await tag.locator('.count').textContent());
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: `without ${name}` }).click()]);
  report(await total() === all - with_it, `without ${name}: the rest`, page.url());
  report(await page.locator('.chips li', { hasText: `without tag ${name}` }).count() === 1, 'what is left out stands above the results', page.url());
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: `remove tag ${name}` }).click()]);
  report(await total() === all, 'and is taken back there', page.url());
  await context.close();
}

// A misspelt word: an offer, which finds what it promises.
{
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { page } = await visit(context, '/search?q=ferryy');
  const told = Number((await page.locator('.offer .count').first().textContent()).replace(/\D/g, ''));
  await Promise.all([page.waitForNavigation(), page.locator('.offer a').first().click()]);
  const found = Number((await page.locator('#records').textContent()).replace(/\D/g, ''));
  report(told > 0 && found === told && page.url().includes('q=ferry'), 'an offered spelling finds what it says', page.url());
  await context.close();
}

// Keys on a record's page: hit to hit, record to record of the list; not while typing, and not when turned off.
{
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const { page, problems } = await visit(context, '/search?q=port');
  await Promise.all([page.waitForNavigation(), page.locator('.records a').first().click()]);
  const first = new URL(page.url()).pathname, hash = () => new URL(page.url()).hash;
  await page.keyboard.press('n');
  report(hash() === '#hit1', 'n goes to the first hit', page.url());
  await page.keyboard.press('n');
  await page.keyboard.press('p');
  report(hash() === '#hit1', 'p goes back', page.url());
  await page.locator('input[name=q]').first().focus();
  await page.keyboard.type('jn');
  report(hash() === '#hit1' && new URL(page.url()).pathname === first, 'typed into a box they are letters', page.url());
  await page.locator('input[name=q]').first().blur();
  await page.keyboard.press('Control+j');
  report(new URL(page.url()).pathname === first, 'with another key they are not ours', page.url());
  await Promise.all([page.waitForNavigation(), page.keyboard.press('j')]);
  report(new URL(page.url()).pathname !== first && page.url().includes('q=port'), 'j goes to the next record of the list', page.url());
  await Promise.all([page.waitForNavigation(), page.keyboard.press('k')]);
  report(new URL(page.url()).pathname === first, 'k to the one before', page.url());
  const button = page.getByRole('button', { name: /^Keys/ });
  await button.click();
  await page.reload();
  await page.keyboard.press('n');
  report(await button.getAttribute('aria-pressed') === 'false' && hash() === '', 'turned off they stay off', page.url());
  report(problems.length === 0, 'the script breaks no rule', problems.join('\n'));
  await context.close();
}

// A link to a paragraph shows that paragraph.
{
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const { page } = await visit(context, '/cable/08RIGA61');
  const anchors = await page.locator('main [id^="p"]').evaluateAll(all => all.map(e => e.id));
  const last = anchors.filter(id => /^p\d/.test(id)).at(-1);
  await page.goto(`${url}/cable/08RIGA61#${last}`);
  const box = await page.locator(`[id="${last}"]`).boundingBox();
  report(box && box.y >= -1 && box.y < 900, `#${last} is in view`, JSON.stringify(box));
  await context.close();
}

await browser.close();
console.log(`1..${number}`);
process.exit(failed ? 1 : 0);
