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
  old: '/cable/76LISBON1196', report: '/report/tip/2011/uruguay', search: '/search?q=port',
  nothing: '/search?q=zzzz', wrong: '/search?q=%22open', help: '/help/understanding-cables', missing: '/no/such/page',
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
