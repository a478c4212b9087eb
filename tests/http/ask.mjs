// Asks a running server over the wire. usage: node ask.mjs URL CASE [ARGUMENT...]
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import http from 'node:http'
import net from 'node:net'
import zlib from 'node:zlib'

const [base, which, ...more] = process.argv.slice(2)
const at = new URL(base)

function ask(path, { method = 'GET', headers = {}, agent } = {}) {
	return new Promise((done, failed) => {
		const request = http.request({ host: at.hostname, port: at.port, path, method, headers, agent }, answer => {
			const parts = []
			answer.on('data', part => parts.push(part))
			answer.on('error', failed)
			answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString('latin1'), reused: request.reusedSocket }))
		})
		request.setTimeout(20000, () => request.destroy(new Error(`${path}: no answer for 20 s`)))
		request.on('error', failed)
		request.end()
	})
}
// Bytes as they are; all that comes back until the server closes.
function raw(bytes) {
	return new Promise((done, failed) => {
		const socket = net.connect(Number(at.port), at.hostname, () => socket.write(bytes))
		let got = ''
		socket.setEncoding('latin1')
		socket.setTimeout(20000, () => { socket.destroy(); failed(new Error('no end for 20 s')) })
		socket.on('data', text => { got += text })
		socket.on('error', failed)
		socket.on('close', () => done(got))
	})
}
const html = 'text/html; charset=utf-8'
const pages = ['/', '/search', '/search?q=verbs', '/search?q=%22port+visit%22&sort=oldest', '/cable/08RIGA61', '/report/tip/2011/uruguay', '/released', '/created', '/created/2008', '/created/2008/02',
	'/origin', '/tag', '/tag/KTIP', '/classification', '/country', '/help']
const forms = { '/cable/08RIGA61.json': /^application\/json/, '/cable/08RIGA61.txt': /^text\/plain; charset=utf-8$/, '/cable/08RIGA61/source': /^(text\/plain|application\/octet-stream)/, '/style.css': /^text\/css/, '/robots.txt': /^text\/plain/ }
const policies = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'cache-control']

async function follow(path) {
	let answer = await ask(path), hops = 0
	while ([301, 302, 307, 308].includes(answer.status) && hops++ < 5) {
		assert.ok(answer.headers.location.startsWith('/') && !answer.headers.location.startsWith('//'), `${path} leads to ${answer.headers.location}`)
		path = answer.headers.location
		answer = await ask(path)
	}
	return { ...answer, path, hops }
}

const cases = {
	async types() {
		for (const path of pages) {
			const answer = await ask(path)
			assert.equal(answer.status, 200, path)
			assert.equal(answer.headers['content-type'], html, path)
			assert.match(answer.body, /^<!doctype html>/i, path)
		}
		for (const [path, type] of Object.entries(forms)) {
			const answer = await ask(path)
			assert.equal(answer.status, 200, path)
			assert.match(answer.headers['content-type'], type, path)
		}
		const json = JSON.parse((await ask('/cable/08RIGA61.json')).body)
		assert.ok(JSON.stringify(json).includes('08RIGA61'))
		assert.match((await ask('/cable/08RIGA61.txt')).headers['content-disposition'], /08RIGA61\.txt/)
	},
	async head() {
		for (const path of [...pages, ...Object.keys(forms), '/nowhere', '/cable/08RIGA61/', '/cable/%zz']) {
			const get = await ask(path), head = await ask(path, { method: 'HEAD' })
			delete get.headers.date
			delete head.headers.date
			assert.equal(head.status, get.status, path)
			assert.deepEqual(head.headers, get.headers, path)
			assert.equal(head.body, '', path)
			assert.equal(Number(get.headers['content-length']), get.body.length, path)
		}
		const two = await raw('HEAD / HTTP/1.1\r\nHost: x\r\n\r\nHEAD /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
		assert.ok(!/<html/i.test(two), 'HEAD sent a body')
	},
	async etag() {
		for (const path of [...pages, ...Object.keys(forms)]) {
			const first = await ask(path)
			const tag = first.headers.etag
			assert.match(tag, /^"[!#-~]+"$/, path)
			for (const given of [tag, `W/${tag}`, `"x", ${tag}`, `"x",W/"y" , ${tag}`, '*']) {
				const again = await ask(path, { headers: { 'If-None-Match': given } })
				assert.equal(again.status, 304, `${path} with ${given}`)
				assert.equal(again.body, '')
				assert.equal(again.headers.etag, tag)
				for (const name of policies) assert.equal(again.headers[name], first.headers[name], `${path} 304 ${name}`)
			}
			for (const given of ['"x"', tag.slice(1, -1), '', '"', `"${tag}`, 'W/'])
				assert.equal((await ask(path, { headers: { 'If-None-Match': given } })).status, 200, `${path} with ${given}`)
		}
		const missing = await ask('/nowhere', { headers: { 'If-None-Match': '*' } })
		assert.equal(missing.status, 404)
		assert.equal(missing.headers.etag, undefined)
	},
	async security() {
		for (const path of [...pages, ...Object.keys(forms), '/nowhere', '/cable/99NOWHERE1', '/cable/08RIGA61/', '/%zz', `/${'a'.repeat(4000)}`]) {
			const { headers, status } = await ask(path)
			assert.match(headers['content-security-policy'] || '', /default-src 'none'/, `${path} ${status}`)
			assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*|https?:/, path)
			assert.equal(headers['x-content-type-options'], 'nosniff', path)
			assert.equal(headers['referrer-policy'], 'no-referrer', path)
			assert.equal(headers['set-cookie'], undefined, path)
			assert.equal(headers.server, undefined, path)
			assert.ok(headers.date, path)
		}
	},
	async keepalive() {
		const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
		for (let i = 0; i < 40; i++) {
			const path = ['/', '/cable/08RIGA61', '/nowhere', '/cable/08RIGA61/', '/cable/08RIGA61.json'][i % 5]
			const answer = await ask(path, { agent, method: i % 3 ? 'GET' : 'HEAD' })
			assert.ok(i === 0 || answer.reused, `request ${i} (${path}) needed a new connection`)
		}
		agent.destroy()
	},
	async pipelining() {
		const ids = ['08RIGA61', '09MAPUTO233', '08TALLINN203', '09RIGA488', '08STATE2140', '76OSLO913', '99NOWHERE1']
		const wanted = Array.from({ length: 56 }, (_, i) => ids[i % ids.length])
		const got = await raw(wanted.map((id, i) => `GET /cable/${id}.json HTTP/1.1\r\nHost: x\r\n${i + 1 === wanted.length ? 'Connection: close\r\n' : ''}\r\n`).join(''))
		let rest = got
		for (const [i, id] of wanted.entries()) {
			const status = Number(/^HTTP\/1\.1 (\d+)/.exec(rest)?.[1])
			assert.equal(status, id === '99NOWHERE1' ? 404 : 200, `answer ${i}`)
			const start = rest.indexOf('\r\n\r\n') + 4, length = Number(/\r\nContent-Length: (\d+)/i.exec(rest.slice(0, start))[1])
			assert.ok(rest.slice(start, start + length).includes(id), `answer ${i} is not about ${id}`)
			rest = rest.slice(start + length)
		}
		assert.equal(rest, '', 'something follows the last answer')
	},
	// One after the other on one connection, as bytes: what each answer is, and that nothing lies between them.
	async wire() {
		const line = (method, path, more = '') => `${method} ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`
		const last = 'Connection: close\r\n', { headers: { etag } } = await ask('/cable/08RIGA61')
		const series = {
			'two in one go': [['GET', '/'], ['GET', '/help']],
			'HEAD, then GET': [['HEAD', '/'], ['GET', '/cable/08RIGA61'], ['HEAD', '/nowhere'], ['GET', '/help']],
			'after a 304': [['GET', '/cable/08RIGA61', `If-None-Match: ${etag}\r\n`], ['GET', '/'], ['HEAD', '/cable/08RIGA61', `If-None-Match: ${etag}\r\n`], ['GET', '/help']],
			'after a fault and a redirect': [['GET', '/nowhere'], ['GET', '/origin/'], ['GET', '/%zz'], ['GET', '/']],
			'one of a form between': [['HEAD', '/cable/08RIGA61', 'Accept: text/plain\r\n'], ['GET', '/cable/08RIGA61', 'Accept: application/json\r\n'], ['GET', '/cable/08RIGA61']],
			'compressed between plain': [['GET', '/'], ['GET', '/', 'Accept-Encoding: gzip\r\n'], ['GET', '/']],
		}
		for (const [name, wanted] of Object.entries(series)) {
			let rest = await raw(wanted.map(([method, path, more = ''], i) => line(method, path, more + (i + 1 === wanted.length ? last : ''))).join(''))
			for (const [i, [method, path, more]] of wanted.entries()) {
				const alone = await ask(path, { method, headers: more ? Object.fromEntries([more.trim().split(/: /)]) : {} })
				assert.equal(Number(/^HTTP\/1\.1 (\d+) /.exec(rest)?.[1]), alone.status, `${name}: answer ${i}`)
				rest = rest.slice(rest.indexOf('\r\n\r\n') + 4)
				assert.ok(rest.startsWith(alone.body), `${name}: body ${i}`)
				rest = rest.slice(alone.body.length)
			}
			assert.equal(rest, '', `${name}: something follows the last answer`)
		}
		const closed = await raw(line('GET', '/', last) + line('GET', '/help'))
		assert.equal(closed.match(/^HTTP\/1\.1 /gm).length, 1, 'an answer after Connection: close')
		assert.match(closed, /\r\nConnection: close\r\n/i)
		const kept = await raw('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /help HTTP/1.0\r\n\r\n')
		assert.equal(kept.match(/^HTTP\/1\.[01] 200 /gm).length, 2, 'HTTP/1.0 with keep-alive')
		assert.doesNotMatch(kept, /\r\nTransfer-Encoding:/i)
	},
	// Which form of a record an address answers with: by Accept, each with its tag, the same bytes as at the form's own address.
	async negotiation() {
		const cable = '/cable/08RIGA61', wanted = [
			[undefined, ''], ['*/*', ''], ['text/html', ''], ['text/*', ''], ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', ''],
			['application/json', '.json'], ['text/plain', '.txt'], ['application/x-bibtex', '.bib'], ['application/x-research-info-systems', '.ris'],
			['application/vnd.citationstyles.csl+json', '.csl'], ['application/*', '.json'], ['application/json;q=0.5, text/plain;q=0.6', '.txt'],
			['application/json, text/html;q=0.9', '.json'], ['application/json, text/html', ''], ['text/html;q=0, */*;q=0.1', '.json'],
			['image/png', ''], ['*/*;q=0', ''], ['application/json;q=0', ''], ['nonsense', ''], [',;=', '']]
		for (const address of [cable, '/report/tip/2011/uruguay']) {
			const tags = new Map()
			for (const [accept, ending] of [...wanted, ...wanted]) {
				const headers = accept === undefined ? {} : { Accept: accept }, name = `${address} ${accept}`
				const own = await ask(address + ending), got = await ask(address, { headers })
				assert.equal(got.status, 200, name)
				assert.ok(got.body === own.body, `${name}: not the bytes of ${ending}`)
				assert.equal(got.headers['content-type'], own.headers['content-type'], name)
				assert.equal(got.headers.vary, 'Accept, Accept-Encoding', name)
				assert.equal(got.headers['content-location'], ending ? address + ending : undefined, name)
				tags.set(ending, got.headers.etag)
				const again = await ask(address, { headers: { ...headers, 'If-None-Match': got.headers.etag } })
				assert.equal(again.status, 304, name)
				for (const field of ['etag', 'vary', 'content-location']) assert.equal(again.headers[field], got.headers[field], `${name} 304 ${field}`)
				const packed = await ask(address, { headers: { ...headers, 'Accept-Encoding': 'gzip' } })
				const bytes = Buffer.from(packed.body, 'latin1')
				assert.equal((packed.headers['content-encoding'] ? zlib.gunzipSync(bytes) : bytes).toString('latin1'), own.body, `${name} gzip`)
			}
			assert.equal(new Set(tags.values()).size, 6, 'a tag for each form')
			// The tag of one form is not that of another.
			assert.equal((await ask(address, { headers: { Accept: 'application/json', 'If-None-Match': tags.get('') } })).status, 200)
			assert.equal((await ask(address + '.json')).headers.vary, 'Accept-Encoding')
		}
		const found = await ask('/search?q=verbs', { headers: { Accept: 'text/csv' } })
		assert.match(found.headers['content-type'], /^text\/csv/)
		assert.equal(found.headers.vary, 'Accept, Accept-Encoding')
		assert.equal(found.headers['content-location'], '/search.csv?q=verbs')
		const missing = await ask('/cable/99NOWHERE1', { headers: { Accept: 'application/json' } })
		assert.equal(missing.status, 404)
		assert.equal(missing.headers.vary, 'Accept, Accept-Encoding')
		assert.equal((await follow('/cable/08riga61')).status, 200)
		const two = await raw('GET /cable/08RIGA61 HTTP/1.1\r\nHost: x\r\nAccept: image/png\r\nAccept: application/json\r\nConnection: close\r\n\r\n')
		assert.match(two, /\r\nContent-Type: application\/json/i)
	},
	async compression() {
		const undo = { gzip: zlib.gunzipSync, zstd: zlib.zstdDecompressSync }
		for (const path of [...pages, ...Object.keys(forms), '/favicon.svg', '/nowhere']) {
			const plain = await ask(path), gains = /^text\/|json|svg/.test(plain.headers['content-type'])
			assert.equal(plain.headers['content-encoding'], undefined, path)
			const forms = /^\/(search(\?|$)|cable\/\w+$|report\/tip\/\d+\/\w+$)/.test(path)
			assert.equal(plain.headers.vary, forms ? 'Accept, Accept-Encoding' : gains ? 'Accept-Encoding' : undefined, path)
			for (const [given, wanted] of [['gzip', 'gzip'], ['zstd', 'zstd'], ['gzip, deflate, br, zstd', 'zstd'], ['zstd;q=0.5, gzip', 'gzip'], ['*', 'gzip'], ['br', undefined], ['gzip;q=0', undefined], ['identity, gzip;q=0.1', undefined], ['', undefined]]) {
				// Twice: made, and as it was kept.
				for (const time of [1, 2]) {
					const headers = { 'Accept-Encoding': given }, got = await ask(path, { headers }), head = await ask(path, { headers, method: 'HEAD' })
					const coding = gains && plain.body.length >= 600 ? wanted : undefined, name = `${path} ${given} ${time}`
					assert.equal(got.status, plain.status, name)
					assert.equal(got.headers['content-encoding'], coding, name)
					assert.equal(Number(got.headers['content-length']), got.body.length, name)
					for (const answer of [got, head]) delete answer.headers.date
					assert.deepEqual(head.headers, got.headers, name)
					if (plain.headers.etag) {
						assert.equal(got.headers.etag, coding ? plain.headers.etag.replace(/"$/, `-${coding}"`) : plain.headers.etag, name)
						const matched = async tag => (await ask(path, { headers: { ...headers, 'If-None-Match': tag } }))
						const same = await matched(got.headers.etag)
						assert.equal(same.status, 304, name)
						assert.equal(same.headers.etag, got.headers.etag, name)
						assert.equal(same.headers.vary, got.headers.vary, name)
						if (coding) assert.equal((await matched(plain.headers.etag)).status, 200, `${name}: the tag of the plain form`)
					}
					if (!coding) assert.equal(got.body, plain.body, name)
					else {
						assert.ok(got.body.length < plain.body.length, name)
						if (undo[coding]) assert.equal(undo[coding](Buffer.from(got.body, 'latin1')).toString('latin1'), plain.body, name)
					}
				}
			}
		}
		assert.equal((await raw('GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n')).match(/\r\nContent-Encoding: gzip\r\n/i)?.length, 1, 'a list in two fields')
	},
	async lasting() {
		const { body } = await ask('/')
		const assets = [...body.matchAll(/<link rel="(?:stylesheet|icon)" href="([^"]+)"/g)].map(match => match[1])
		assert.ok(assets.length >= 2)
		for (const asset of assets) {
			const [path, query] = asset.split('?')
			assert.match(query ?? '', /^v=./, asset)
			assert.equal((await ask(asset)).headers['cache-control'], 'public, max-age=31536000, immutable', asset)
			assert.equal((await ask(asset)).headers['cache-control'], 'public, max-age=31536000, immutable', `${asset}, kept`)
			for (const other of [path, `${path}?v=0`, `${path}?v=`, `${asset}x`, `${path}?x=1&${query}`])
				assert.equal((await ask(other)).headers['cache-control'], 'no-cache', other)
		}
		for (const path of [...pages, '/cable/08RIGA61.json', '/cable/08RIGA61/source', '/nowhere', '/origin/', `/?${assets[0].split('?')[1]}`])
			assert.equal((await ask(path)).headers['cache-control'], 'no-cache', path)
	},
	// What the log of a server with --access-log is held against.
	async logged() {
		for (const path of ['/', '/search?q=telltale', '/cable/08RIGA61', '/cable/08RIGA61', '/cable/telltale', '/tag/telltale', '/telltale', '/telltale%zz', '/telltale/?q=telltale', '/origin/?telltale=1'])
			await ask(path, { headers: { 'User-Agent': 'telltale', Referer: 'http://telltale.example/', Cookie: 'telltale=1' } })
		await ask('/', { method: 'HEAD' })
		await ask('/', { method: 'TELLTALE' }).catch(() => raw('TELLTALE / HTTP/1.1\r\nHost: telltale\r\n\r\n'))
		await ask('/', { headers: { 'If-None-Match': '*', 'Accept-Encoding': 'zstd' } })
	},
	async old() {
		const got = await raw('GET /cable/08RIGA61 HTTP/1.0\r\n\r\n')
		assert.match(got, /^HTTP\/1\.[01] 200 /)
		assert.match(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 400 /, 'HTTP/1.1 without Host')
	},
	async faults() {
		for (const path of ['/nowhere', '/cable/99NOWHERE1', '/cable/99NOWHERE1.json', '/cable/99NOWHERE1/source', '/tag/NOWHERE', '/origin/nowhere', '/created/1802', '/created/2008/13', '/report/tip/1802/uruguay', '/released/1802-01-01', '/cable', '/cable/', '/editions/000001/manifest.json', '/vault.db', '/current']) {
			const answer = await follow(path)
			assert.equal(answer.status, 404, path)
			if (answer.headers['content-type'].startsWith('text/html')) assert.match(answer.body, /href="\/"/, `${path}: no way home`)
		}
		const post = await ask('/', { method: 'POST' })
		assert.equal(post.status, 405)
		assert.equal(post.headers.allow, 'GET, HEAD')
		assert.match(post.body, /^<!doctype html>/i)
		for (const path of ['/%zz', '/%00', '/..']) {
			const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
			assert.match(answer, /^HTTP\/1\.1 400 /, path)
			assert.match(answer, /<!doctype html>/i, path)
		}
		const typed = await ask('/search?q=%22open')
		assert.equal(typed.status, 400)
		assert.match(typed.body, /column 1/)
	},
	async redirects() {
		for (const [from, to] of [['/cable/08RIGA61/', '/cable/08RIGA61'], ['/origin/', '/origin'], ['/id/08RIGA61', '/cable/08RIGA61'], ['/id/riga%2061%20(2008)', '/cable/08RIGA61'], ['/cable/08riga61', '/cable/08RIGA61'], ['/id/08RIGA000061', '/cable/08RIGA61']]) {
			const answer = await follow(from)
			assert.equal(answer.status, 200, from)
			assert.ok(answer.hops > 0 || answer.headers.link?.includes(`<${to}>`), `${from} is neither redirected nor canonical`)
			if (answer.hops) assert.equal(answer.path, to, from)
		}
		const kept = await ask('/search/?q=verbs')
		assert.equal(kept.status >= 300 && kept.status < 400, true)
		assert.equal(kept.headers.location, '/search?q=verbs', 'a redirect loses the query')
	},
	async same() {
		for (const path of [...pages, ...Object.keys(forms)]) {
			const [a, b, c] = await Promise.all([ask(path), ask(path, { headers: { 'User-Agent': 'x', 'Accept-Language': 'lv', Cookie: 'a=b', Referer: 'http://x/' } }), ask(path)])
			assert.ok(a.body === b.body && b.body === c.body, path)
		}
	},
	async closed() {
		for (const path of pages) {
			const { body } = await ask(path)
			for (const [, address] of body.matchAll(/<(?:link|script|img|iframe|source|form|object|embed)\b[^>]*?\b(?:href|src|action|data)="([^"]*)"/gi))
				assert.ok(/^(\/(?!\/)|#|\?|data:)/.test(address) || address === '', `${path} loads ${address}`)
			// Data for programs is no script: the policy does not apply to it.
			assert.doesNotMatch(body, /<script(?![^>]*\bsrc=|[^>]*\btype="application\/ld\+json")|\son[a-z]+="|\sstyle="/i, `${path}: script or style that the policy forbids`)
		}
	},
	async links() {
		const seen = new Map([['/', 'the start']]), agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
		const wave = ['/']
		let trails = 150, searches = 600
		while (wave.length && seen.size < 6000) {
			const now = wave.splice(0, 8)
			await Promise.all(now.map(async path => {
				const answer = await ask(path, { agent })
				assert.ok(answer.status === 200 || (answer.status >= 300 && answer.status < 400), `${path} (from ${seen.get(path)}) answers ${answer.status}`)
				const found = answer.headers.location ? [answer.headers.location] : []
				if ((answer.headers['content-type'] || '').startsWith('text/html'))
					for (const [, link] of answer.body.matchAll(/\bhref="([^"]*)"/g)) found.push(link.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"'))
				for (const link of found) {
					const to = new URL(link, new URL(path, base))
					if (to.host !== at.host) continue
					const next = to.pathname + to.search
					// Combinations of facets have no end; their first page is enough.
					if (seen.has(next) || (path.startsWith('/search') && next.startsWith('/search'))) continue
					if (/^\/search/.test(next) && searches-- <= 0) continue
					// A record has an address in each list it is in: some are enough.
					if (/^\/(cable|report|document)\/.*[?&](q|list)=/.test(next) && trails-- <= 0) continue
					seen.set(next, path)
					wave.push(next)
				}
			}))
		}
		agent.destroy()
		assert.ok([...seen.keys()].filter(path => /^\/cable\/[0-9A-Z]+$/.test(path)).length >= 45, `only ${seen.size} addresses are linked`)
	},
	async change(chancery, archive, publicFolder) {
		const before = await ask('/'), agent = new http.Agent({ keepAlive: true, maxSockets: 16 })
		let done = false, count = 0, fresh = 0
		const reader = async path => {
			while (!done || fresh < 50) {
				const answer = await ask(path, { agent })
				const changes = path === '/cable/10SUVA9'
				assert.ok(answer.status === 200 || (changes && answer.status === 410), `${path} answered ${answer.status}`)
				assert.equal(Number(answer.headers['content-length']), answer.body.length, path)
				count++
				if (done) fresh++
			}
		}
		const readers = ['/', '/cable/10SUVA9', '/cable/09LISBON145', '/search?q=verbs', '/cable/08RIGA61', '/tag/EWWT', '/created/2010', '/cable/09LISBON145.json'].map(reader)
		const published = new Promise((ok, failed) => execFile(chancery, ['publish', archive, publicFolder], (error, out) => error ? failed(error) : ok(out)))
		try {
			assert.match(await published, /1 replaced, 1 withdrawn/)
		} finally {
			done = true
		}
		await Promise.all(readers)
		agent.destroy()
		const after = await ask('/')
		assert.notEqual(after.headers.etag, before.headers.etag, 'the new edition was not taken up')
		assert.equal((await ask('/cable/10SUVA9')).status, 410)
		assert.ok(count >= 50, `only ${count} requests`)
	},
	async gone() {
		for (const form of ['', '.json', '.txt', '/source']) {
			const answer = await ask(`/cable/10SUVA9${form}`)
			assert.equal(answer.status, 410, form)
			assert.ok(!/harbormaster|SECOND ROPE/i.test(answer.body), form)
			if (!form) assert.match(answer.body, /sent in error/)
		}
		assert.ok(!(await ask('/search?q=harbormaster')).body.includes('10SUVA9'))
		assert.ok(!(await ask('/origin')).body.includes('10SUVA9'))
	},
}

try {
	await cases[which](...more)
} catch (error) {
	console.log(error.message)
	process.exit(1)
}
