// Walks what programs walk: feeds by rel=next, the API by its links, sitemaps by their parts, OAI-PMH by its tokens; all must
// lead to the same records. usage: node machines.mjs URL BASE
import assert from 'node:assert/strict'

const [url, base] = process.argv.slice(2)
const local = address => { assert.ok(address.startsWith(`${base}/`), address); return url + address.slice(base.length) }
const unescape = text => text.replace(/&(amp|lt|gt|quot|#39);/g, (all, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name])
const all = (text, pattern) => [...text.matchAll(pattern)].map(m => unescape(m[1]))

async function get(address, status = 200, type) {
	const answer = await fetch(address, { redirect: 'manual' })
	const text = await answer.text()
	assert.equal(answer.status, status, `${address}: ${text.slice(0, 200)}`)
	if (type) assert.equal(answer.headers.get('content-type').split(';')[0], type, address)
	return text
}
const json = async (address, status = 200) => JSON.parse(await get(address, status, status === 200 ? 'application/json' : 'application/problem+json'))

// JSON: every record by following links.next.
const ids = []
let total = 0
for (let next = `${base}/api/v1/search?limit=7&facets=all`, before = null; next;) {
	const answer = await json(local(next))
	total = answer.total
	assert.equal(answer.before, ids.length)
	if (before) assert.equal((await json(local(answer.links.previous))).hits[0].id, before)
	before = answer.hits[0].id
	ids.push(...answer.hits.map(hit => hit.id))
	assert.equal(answer.facets.length, 9)
	next = answer.links.next
}
assert.equal(ids.length, total)
assert.equal(new Set(ids).size, total)
const edition = await json(`${url}/api/v1/edition`)
assert.equal(edition.released, total)
assert.deepEqual(edition.withdrawn.map(stone => [stone.id, stone.reason]), [['08STATE2140', 'sent in "error" & <so on>']])
for (const id of ids.slice(0, 20)) {
	const path = /^tip|^frus/.test(id) ? id : encodeURIComponent(id)
	assert.equal((await json(`${url}/api/v1/records/${path}`)).id, id)
}
for (const facet of ['kind', 'origin', 'tag', 'class', 'country', 'caption', 'year', 'month', 'released']) {
	const answer = await json(`${url}/api/v1/facets/${facet}?q=riga`)
	assert.equal(answer.values.length, answer.distinct, facet)
	for (const value of answer.values.slice(0, 3)) await get(local(value.html))
}
assert.equal((await json(`${url}/api/v1/id/riga%2061%20(2008)`)).id, '08RIGA61')
const hits = await json(`${url}/api/v1/search?q=ferry&sort=relevance`)
assert.ok(hits.hits.length && hits.hits[0].snippet.text && hits.hits[0].snippet.marks.length)
for (const [address, status, words] of [['search?q=%22open', 400, /column 1/], ['search?limit=1001', 400, /0 to 1000/], ['search?limit=x', 400, /limit/],
	['search?sort=best', 400, /newest/], ['search?facets=colour', 400, /colour/], ['search?cursor=zzz', 400, /cursor/], ['facets/colour', 404, /colour/],
	['records/08NOWHERE1', 404, /08NOWHERE1/], ['records/08STATE2140', 410, /error/], ['id/x', 404, /x/], ['id/08STATE2140', 410, /withdrawn/], ['nothing', 404, /no page/],
	['records/tip/1890/x', 404, /tip/], ['records/%22%3C%0A%EF%BF%BF', 404, /record/]]) {
	const problem = await json(`${url}/api/v1/${address}`, status)
	assert.equal(problem.status, status)
	assert.ok(problem.title && words.test(problem.detail), `${address}: ${problem.detail}`)
}
const moved = await fetch(`${url}/api/v1/records/08riga061`, { redirect: 'manual' })
assert.deepEqual([moved.status, moved.headers.get('location')], [301, '/api/v1/records/08RIGA61'])

// Atom: newest released first, 50 a page, ids that are the same in every feed.
const urns = new Map(), order = []
for (let next = `${base}/feed.atom`, pages = 0; next; pages++) {
	const feed = await get(local(next), 200, 'application/atom+xml')
	assert.equal(all(feed, /<link rel="self"[^>]* href="([^"]*)"/g)[0], next)
	const entries = feed.split('<entry>').slice(1)
	assert.ok(entries.length === 50 || pages > 0, `${entries.length} entries`)
	for (const entry of entries) {
		const [page] = all(entry, /rel="alternate" type="text\/html" href="([^"]*)"/g)
		urns.set(page, all(entry, /<id>(urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})<\/id>/g)[0])
		order.push(all(entry, /<published>([^<]*)</g)[0].slice(0, 10))
	}
	next = all(feed, /<link rel="next"[^>]* href="([^"]*)"/g)[0]
}
assert.equal(urns.size, total)
assert.equal(new Set(urns.values()).size, total)
assert.deepEqual(order, [...order].sort().reverse())
const tag = await get(`${url}/tag/KTIP/feed.atom`)
for (const entry of tag.split('<entry>').slice(1))
	assert.equal(all(entry, /<id>([^<]*)</g)[0], urns.get(all(entry, /type="text\/html" href="([^"]*)"/g)[0]))
await get(`${url}/tag/ktip/feed.atom`, 301)
await get(`${url}/tag/NOSUCH/feed.atom`, 404)
await get(`${url}/search.atom?q=%22open`, 400)
const revised = (await get(`${url}/search.atom?q=has:versions`)).split('<entry>').slice(1)
assert.ok(revised.length)
for (const entry of revised) assert.ok(all(entry, /<updated>([^<]*)</g)[0] >= all(entry, /<published>([^<]*)</g)[0], entry)
assert.ok(revised.some(entry => entry.includes('version 2')))

// Lists lead to their feed and to what is taken away.
for (const [address, feed] of [['/', '/feed.atom'], ['/released', '/feed.atom'], ['/tag/KTIP', '/tag/KTIP/feed.atom'], ['/origin/riga', '/origin/riga/feed.atom'],
	['/created/2008', '/search.atom?q=year:2008'], ['/search?q=port', '/search.atom?q=port']]) {
	const html = await get(url + address)
	assert.deepEqual(all(html, /<link rel="alternate" type="application\/atom\+xml" href="([^"]*)"/g), [feed], address)
	assert.ok(html.includes('href="/opensearch.xml"'))
	await get(url + feed, 200, 'application/atom+xml')
	for (const [form, type] of [['csv', 'text/csv'], ['jsonl', 'application/x-ndjson']])
		if (!/^\/(released)?$/.test(address))
			await get(url + all(html, new RegExp(`href="(/search\\.${form}[^"]*)"`, 'g'))[0], 200, type)
}

// Sitemap: all records, the browse lists, and nothing twice.
const places = []
for (const part of all(await get(`${url}/sitemap.xml`, 200, 'application/xml'), /<loc>([^<]*)</g))
	places.push(...all(await get(local(part), 200, 'application/xml'), /<loc>([^<]*)</g))
assert.equal(new Set(places).size, places.length, places.filter((place, i) => places.indexOf(place) !== i).join())
for (const page of urns.keys()) assert.ok(places.includes(page), page)
assert.ok(places.includes(`${base}/tag/KTIP`) && places.includes(`${base}/created/2008/02`))
assert.ok(!places.some(place => place.includes('?')))
for (const place of places.filter((place, i) => i % 9 === 0)) await get(local(place))
for (const part of ['x', '2008-1', '2008-2', '2008-', '-2', '1', 'tag-2', '2008-99999999999']) await get(`${url}/sitemap/${part}.xml`, 404)

// OAI-PMH.
const oai = async query => {
	const text = await get(`${url}/oai?${query}`, 200, 'application/xml')
	assert.equal(all(text, /<responseDate>([^<]*)</g)[0], edition.sealed)
	return text
}
const code = text => all(text, /<error code="([^"]*)"/g)[0]
async function list(verb, query) {
	const found = []
	for (let text = await oai(`verb=${verb}&metadataPrefix=oai_dc${query}`), pages = 1; ; pages++) {
		assert.equal(code(text), undefined, text.slice(0, 600))
		const headers = [...text.matchAll(/<header( status="deleted")?><identifier>([^<]*)<\/identifier><datestamp>([^<]*)<\/datestamp><setSpec>([^<]*)</g)]
		assert.ok(headers.length, 'an empty list')
		found.push(...headers.map(([, deleted, id, day, set]) => ({ deleted: !!deleted, id: id.replace(/^oai:archive\.example:/, ''), day, set })))
		const [token] = all(text, /<resumptionToken>([^<]*)</g)
		if (!token) { assert.equal(text.includes('<resumptionToken/>'), pages > 1); return found }
		text = await oai(`verb=${verb}&resumptionToken=${encodeURIComponent(token)}`)
	}
}
const harvested = await list('ListRecords', '')
assert.deepEqual(harvested, await list('ListIdentifiers', ''))
assert.deepEqual(harvested.map(item => item.id).sort(), [...ids, '08STATE2140'].sort())
assert.deepEqual(harvested.filter(item => item.deleted).map(item => item.id), ['08STATE2140'])
const days = [...new Set(harvested.map(item => item.day))].sort()
for (const from of days) {
	assert.deepEqual(await list('ListIdentifiers', `&from=${from}`), harvested.filter(item => item.day >= from), from)
	assert.deepEqual(await list('ListIdentifiers', `&until=${from}`), harvested.filter(item => item.day <= from), from)
	assert.deepEqual(await list('ListIdentifiers', `&from=${from}&until=${from}&set=cable`), harvested.filter(item => item.day === from && item.set === 'cable'), from)
}
assert.ok((await oai('verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:08RIGA61')).includes(`<dc:identifier>${base}/cable/08RIGA61<`))
assert.ok((await oai('verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:08STATE2140')).includes('status="deleted"'))
assert.ok((await oai('verb=ListMetadataFormats')).includes('oai_dc.xsd'))
assert.equal(all(await oai('verb=Identify'), /<baseURL>([^<]*)</g)[0], `${base}/oai`)
const token = all(await oai('verb=ListRecords&metadataPrefix=oai_dc'), /<resumptionToken>([^<]*)</g)[0]
for (const [query, expected] of [['', 'badVerb'], ['verb=Nope', 'badVerb'], ['verb=Identify&verb=Identify', 'badArgument'], ['verb=Identify&x=1', 'badArgument'],
	['verb=Identify&set=cable', 'badArgument'], ['verb=ListRecords', 'badArgument'], ['verb=ListRecords&metadataPrefix=marc', 'cannotDisseminateFormat'],
	['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'], ['verb=GetRecord&metadataPrefix=oai_dc&identifier=x', 'idDoesNotExist'],
	['verb=GetRecord&metadataPrefix=marc&identifier=oai:a:08RIGA61', 'cannotDisseminateFormat'], ['verb=ListMetadataFormats&identifier=oai:a:nothing', 'idDoesNotExist'],
	['verb=ListRecords&metadataPrefix=oai_dc&from=2011', 'badArgument'], ['verb=ListRecords&metadataPrefix=oai_dc&from=2011-08-26T00:00:00Z', 'badArgument'],
	['verb=ListRecords&metadataPrefix=oai_dc&from=2011-02-30', 'badArgument'], ['verb=ListRecords&metadataPrefix=oai_dc&from=2012-01-01&until=2011-01-01', 'badArgument'],
	['verb=ListRecords&metadataPrefix=oai_dc&from=', 'badArgument'], ['verb=ListRecords&metadataPrefix=oai_dc&until=1900-01-01', 'noRecordsMatch'],
	['verb=ListRecords&metadataPrefix=oai_dc&set=books', 'noRecordsMatch'], ['verb=ListRecords&resumptionToken=x', 'badResumptionToken'],
	['verb=ListRecords&resumptionToken=r!!!!', 'badResumptionToken'], ['verb=ListRecords&resumptionToken=r!!!!n-0', 'badResumptionToken'],
	['verb=ListRecords&resumptionToken=', 'badResumptionToken'], [`verb=ListRecords&resumptionToken=${encodeURIComponent(token)}&metadataPrefix=oai_dc`, 'badArgument'],
	['verb=ListSets&resumptionToken=x', 'badResumptionToken'], ['verb=%3Cscript%3E', 'badVerb']])
	assert.equal(code(await oai(query)), expected, query)

// The page of a record, for Zotero and search engines; hostile titles are tested where pages are.
const page = await get(`${url}/cable/08RIGA61`)
for (const name of ['citation_title', 'citation_publication_date', 'citation_technical_report_institution', 'citation_technical_report_number', 'DC.title', 'DC.date'])
	assert.equal(all(page, new RegExp(`<meta name="${name.replace('.', '\\.')}" content="([^"]+)">`, 'g')).length, 1, name)
const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)[1])
assert.deepEqual([data['@context'], data.identifier, data.creator.name, data.dateCreated], ['https://schema.org', '08RIGA61', 'Embassy Riga', '2008-02-13'])
