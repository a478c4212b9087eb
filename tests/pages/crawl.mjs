// Walks every link from the first page and holds each answer against what a page must be. Writes the HTML pages (one in a
// list of many alike) to a folder for tidy and xmllint. usage: node crawl.mjs URL FOLDER
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'

const [base, folder] = process.argv.slice(2)
const WEIGHT = 10 * 1024                // bytes that a record's page may have beyond its text
const CHROME = 3 * 1024                 // bytes around a page
const SEARCHES = 120                    // of the endless facet combinations
const TRAILS = 150                      // records as seen from a list

const decode = text => text.replace(/&(amp|lt|gt|quot|#39);/g, (all, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name])
const found = []
const fail = (address, what) => found.push(`${address}: ${what}`)

async function get(address, redirect = 'manual') {
	const answer = await fetch(base + address, { redirect })
	return { status: answer.status, type: answer.headers.get('content-type'), location: answer.headers.get('location'), bytes: Buffer.from(await answer.arrayBuffer()) }
}

function checkMarkup(address, html) {
	const count = (pattern) => (html.match(pattern) || []).length
	if (!/^<!DOCTYPE html>\n<html lang="en">/.test(html)) fail(address, 'no doctype or language')
	if (count(/<h1[ >]/g) !== 1) fail(address, `${count(/<h1[ >]/g)} h1`)
	if (count(/<main[ >]/g) !== 1) fail(address, 'not one main')
	if (/<script(?! type="application\/ld\+json">| src="\/keys\.js\?v=[\w.-]+" defer><\/script>)/i.test(html)) fail(address, 'a script')
	if (/\sstyle=/.test(html.replace(/>[^<]*</g, '><'))) fail(address, 'an inline style')
	if (/\son\w+=/.test(html.replace(/>[^<]*</g, '><'))) fail(address, 'an event handler')
	if (/<(link|img|script|iframe|source)\b[^>]*(src|href)="(https?:)?\/\//.test(html)) fail(address, 'something from elsewhere')
	if (/<title>\s*- /.test(html)) fail(address, 'no title')
	const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(m => m[1])
	if (new Set(ids).size !== ids.length) fail(address, `an id twice: ${ids.filter((id, i) => ids.indexOf(id) !== i).slice(0, 3)}`)
	const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(m => Number(m[1]))
	levels.forEach((level, i) => { if (i && level > levels[i - 1] + 1) fail(address, `h${level} behind h${levels[i - 1]}`) })
	// What a record says of itself to programs is its own, not the page's frame.
	const told = (html.match(/<meta name="(citation_|DC\.)[^>]*>\n/g) || []).join('').length
	const chrome = -told + html.indexOf('<main') + html.length - html.indexOf('</main>')
	if (chrome > CHROME + address.length * 2) fail(address, `${chrome} bytes around the page`)
	if (html.includes('class="facets"') && html.indexOf('class="facets"') < html.indexOf('class="records"')) fail(address, 'facets before results')
	return new Set(ids)
}

const anchors = new Map()               // page -> ids on it
const wanted = new Map()                // page#id -> where it was seen
const queue = ['/'], seen = new Map([['/', '']])
let searches = 0, trails = 0, pages = 0

function want(address, from) {
	const [page, hash] = address.split('#')
	const path = page || from
	if (hash) wanted.set(`${path}#${decodeURIComponent(hash)}`, from)
	if (seen.has(path)) return
	if (/^\/(cable|report|document)\/[^?]*\?/.test(path)) {
		const plain = path.split('?')[0]
		if (!seen.has(plain)) {
			seen.set(plain, from)
			queue.push(plain)
		}
		if (++trails > TRAILS) return
	} else if (/^\/search(?!\.)|[?&](sort|cursor)=/.test(path) && ++searches > SEARCHES) return
	seen.set(path, from)
	queue.push(path)
}

async function checkRecord(address, html) {
	const text = await get(`${address}/source`)
	// What the keepers of the archive say on every page is their own.
	const own = (html.match(/<p class="notice">[^<]*<\/p>\n/) || [''])[0].length
	if (html.length - own > text.bytes.length + WEIGHT) fail(address, `${html.length} bytes for ${text.bytes.length} of text`)
	const record = JSON.parse((await get(`${address}.json`)).bytes)
	if (record.schema !== 'chancery.record/1') fail(address, `schema ${record.schema}`)
	if (!/^[0-9a-f]{64}$/.test(record.source.sha256) || record.source.size !== text.bytes.length) fail(address, 'source')
	if (!record.versions.length || !record.released) fail(address, 'versions')
	const blocks = record.message?.blocks || record.sections.flatMap(section => section.paragraphs)
	for (const block of blocks) {
		if (typeof block.text !== 'string' && block.text !== null) fail(address, `block ${block.id} has no text`)
		if (!html.includes(` id="p${block.id}"`)) fail(address, `block ${block.id} has no address`)
	}
	if (record.kind === 'cable' && !blocks.length) fail(address, 'no blocks in the JSON')
	const received = (await get(`${address}?view=received`)).bytes.toString()
	for (const block of blocks)
		if (record.kind === 'cable' && !received.includes(` id="p${block.id}"`)) fail(address, `block ${block.id} has no address as received`)
}

while (queue.length) {
	const address = queue.shift(), from = seen.get(address)
	const answer = await get(address)
	if (answer.status === 301 || answer.status === 302) {
		want(answer.location, address)
		continue
	}
	if (answer.status !== 200) {
		fail(address, `status ${answer.status}, linked from ${from}`)
		continue
	}
	if (/^application\/json/.test(answer.type)) JSON.parse(answer.bytes)
	if (!/^text\/html; charset=utf-8$/.test(answer.type)) {
		if (!/\.(json|txt|bib|ris|csl|css|svg|atom|csv|jsonl|xml)(\?|$)|\/source$/.test(address)) fail(address, `type ${answer.type}`)
		continue
	}
	const html = answer.bytes.toString()
	pages++
	anchors.set(address, checkMarkup(address, html))
	for (const [, href] of html.matchAll(/\shref="([^"]*)"/g)) {
		const target = decode(href)
		if (/^(https?|mailto):/.test(target)) continue
		if (!/^[\/#]/.test(target)) fail(address, `odd link ${target}`)
		else want(target, address)
	}
	if (/^\/(cable|report\/tip\/\d+)\/[^/?]+$/.test(address)) await checkRecord(address, html)
	const name = address === '/' ? 'home' : address.slice(1).replace(/[^A-Za-z0-9]+/g, '-')
	writeFileSync(`${folder}/${name.slice(0, 100)}.html`, html)
	writeFileSync(`${folder}/${name.slice(0, 100)}.html.address`, `${address}\n`)
}
for (const [target, from] of wanted) {
	const [page, id] = target.split('#')
	if (anchors.has(page) && !anchors.get(page).has(id)) fail(from, `no ${target}`)
}

// What no link leads to.
const others = [
	['/cable/08riga000061', 301, '/cable/08RIGA61'], ['/cable/08riga61.json', 301, '/cable/08RIGA61.json'], ['/id/riga%2061%20(2008)', 301, '/cable/08RIGA61'],
	['/search?q=08+riga+61', 302, '/cable/08RIGA61'], ['/report/tip/2011/URUGUAY', 301, '/report/tip/2011/uruguay'], ['/origin/RIGA', 301, '/origin/riga'],
	['/tag/ktip', 301, '/tag/KTIP'], ['/origin/', 308, '/origin'], ['/origin/rigaa', 404], ['/tag/NOSUCHTAG', 404], ['/tag/%22%3Cb%3E', 404], ['/cable/99NOWHERE1', 404],
	['/cable/99NOWHERE1.json', 404], ['/report/tip/1999', 404], ['/created/1890', 404], ['/created/x', 404], ['/created/2008/13', 404], ['/created/2008/02/30', 404], ['/created/2008/02/29', 404], ['/created/2008/2/7', 404], ['/created/2008/02/xx', 404], ['/created/2008/02/07', 200], ['/caption/sipdis', 301, '/caption/SIPDIS'], ['/caption/NOSUCH', 404], ['/caption/%3Cb%3E', 404], ['/released/2001-01-01', 404],
	['/classification/most-secret', 404], ['/country/atlantis', 404], ['/help/nothing', 404], ['/no/such/page', 404], ['/search?q=%22open', 400], ['/search?q=' + 'a'.repeat(1100), 400],
	['/search?q=zzzzzz', 200], ['/search', 200], ['/search?q=&sort=oldest', 200], ['/search?q=port&cursor=x', 200], ['/origin/riga?cursor=%FF', 200], ['/search?q=%3Cscript%3E', 200],
	['/tag/KTIP?values=origin', 200], ['/caption/sipdis/feed.atom', 301, '/caption/SIPDIS/feed.atom'], ['/report?sort=oldest', 200], ['/search?q=ferryy+origin:lisbon', 200], ['/search?q=port&values=tag', 200],
]
for (const [address, status, location] of others) {
	const answer = await get(address)
	if (answer.status !== status) fail(address, `status ${answer.status}, not ${status}`)
	if (location && answer.location !== location) fail(address, `leads to ${answer.location}`)
	if (!location) checkMarkup(address, answer.bytes.toString())
}
const near = (await get('/origin/rigaa')).bytes.toString()
if (!near.includes('href="/origin/riga"')) fail('/origin/rigaa', 'does not offer riga')
const column = (await get('/search?q=a+%22open')).bytes.toString()
if (!/<pre class="query"[^>]*>a "open\n {2}\^<\/pre>/.test(column)) fail('/search', `the fault is not marked: ${/<pre[^]*<\/pre>/.exec(column)}`)

const offers = (await get('/search?q=ferryy+origin:lisbon')).bytes.toString()
if (!/without <code>ferryy<\/code><\/a> <span class="count">\d+ records?</.test(offers)) fail('/search', 'does not offer one condition less')
const spelt = (await get('/search?q=ferryy')).bytes.toString()
if (!/Did you mean <a rel="nofollow" href="\/search\?q=ferry"/.test(spelt)) fail('/search', 'does not offer another spelling')
const suggested = JSON.parse((await get('/api/v1/search?q=ferryy')).bytes)
if (suggested.total !== 0 || suggested.suggestions[0].query !== 'ferry' || !(suggested.suggestions[0].total > 0)) fail('/api/v1/search', JSON.stringify(suggested.suggestions))

assert.ok(pages > 100, `${pages} pages`)
if (found.length) console.log(found.join('\n'))
process.exit(found.length ? 1 : 0)
