// Asks a server odd things. usage: node ask.mjs URL CASE
import assert from 'node:assert/strict'
import net from 'node:net'

const [url, which] = process.argv.slice(2)
const { hostname, port } = new URL(url)

// Sends bytes as they are; resolves with all that comes back until the server closes, or until `enough` is in it.
export function raw(bytes, { enough = null, within = 20000, half = false } = {}) {
	return new Promise((done, failed) => {
		const socket = net.connect(Number(port), hostname)
		let got = ''
		const clock = setTimeout(() => { socket.destroy(); failed(new Error(`nothing after ${within} ms; got: ${got.slice(0, 300)}`)) }, within)
		const end = () => { clearTimeout(clock); socket.destroy(); done(got) }
		socket.setEncoding('latin1')
		socket.on('connect', () => { for (const part of [bytes].flat()) socket.write(part, 'latin1'); if (half) socket.end() })
		socket.on('data', text => { got += text; if (enough && enough.test(got)) end() })
		socket.on('error', end)
		socket.on('close', end)
	})
}
const ask = (line, more = '') => raw(`${line}\r\nHost: x\r\nConnection: close\r\n${more}\r\n`)
const status = text => Number((/^HTTP\/1\.[01] (\d{3}) /.exec(text) || [])[1])
const alive = async () => assert.equal(status(await ask('GET / HTTP/1.1')), 200, 'the home page after it')

const cases = {
	// Whatever it is, it is an answer of HTTP.
	async anything() {
		for (const path of ['/', '/cable/08RIGA61', '/cable/09MAPUTO233.json', '/search?q=verbs', '/origin', '/tag/KTIP', '/report/tip/2011/uruguay'])
			assert.ok(status(await ask(`GET ${path} HTTP/1.1`)) >= 200, path)
	},
	async 'long-line'() {
		const got = status(await ask(`GET /${'a'.repeat(1 << 20)} HTTP/1.1`))
		assert.ok(Number.isNaN(got) || got === 414 || got === 431 || got === 400, `status ${got}`)
		assert.equal(status(await ask(`GET /${'a'.repeat(4000)} HTTP/1.1`)), 414, 'a path of 4000 bytes')
		assert.equal(status(await ask(`GET /search?q=${'a'.repeat(9000)} HTTP/1.1`)), 414, 'a query of 9000 bytes')
		await alive()
	},
	async 'long-head'() {
		const one = status(await ask('GET / HTTP/1.1', `X-Long: ${'a'.repeat(1 << 20)}\r\n`))
		assert.ok(Number.isNaN(one) || one === 431 || one === 413 || one === 400, `one long header: ${one}`)
		const many = status(await ask('GET / HTTP/1.1', 'X-Many: aaaaaaaaaaaaaaaa\r\n'.repeat(40000)))
		assert.ok(Number.isNaN(many) || many === 431 || many === 413 || many === 400, `many headers: ${many}`)
		await alive()
	},
	async methods() {
		for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW', 'get']) {
			const got = await ask(`${method} / HTTP/1.1`)
			assert.equal(status(got), 405, method)
			assert.match(got, /\r\nAllow: GET, HEAD\r\n/i, method)
		}
	},
	async bodies() {
		for (const head of ['Content-Length: 5\r\n', 'Transfer-Encoding: chunked\r\n']) {
			const body = head.startsWith('C') ? 'GET /' : '5\r\nGET /\r\n0\r\n\r\n'
			const got = await raw(`GET / HTTP/1.1\r\nHost: x\r\n${head}\r\n${body}`)
			assert.equal(status(got), 413, head)
			assert.equal(got.split('HTTP/1.1 ').length - 1, 1, `a body was read as a request: ${head}`)
		}
		const post = await raw(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 33\r\n\r\nGET /cable/08RIGA61 HTTP/1.1\r\n\r\n\r\n`)
		assert.equal(post.split('HTTP/1.1 ').length - 1, 1, 'a posted body was read as a request')
	},
	async escapes() {
		for (const path of ['/%', '/%4', '/%zz', '/cable/%00', '/cable/%ff', '/%c0%af', '/..', '/../etc/passwd', '/%2e%2e/etc/passwd', '/cable/..%2f..%2fvault.db', '/a/../b'])
			assert.equal(status(await ask(`GET ${path} HTTP/1.1`)), 400, path)
		await alive()
	},
	async nonsense() {
		for (const bytes of ['\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01', '\0'.repeat(5000),
			'GET / HTTP/1.1\r\nHost: x\r\n: x\r\n\r\n', 'GET  HTTP/1.1\r\n\r\n', 'SSH-2.0-x\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
			'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n', 'GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
			'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'GET /\x01\x02 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']) {
			const got = await raw(bytes, { half: true })
			assert.ok(got === '' || status(got) < 500 || status(got) === 505 || status(got) === 501, `${JSON.stringify(bytes.slice(0, 40))}: ${got.slice(0, 60)}`)
		}
		await alive()
	},
	async echoes() {
		const page = await ask('GET /search?q=%3Cscript%3Ealert(1)%3C/script%3E HTTP/1.1')
		assert.ok(!page.includes('<script>alert'), 'a query comes back unescaped')
		const missing = await ask('GET /%3Cscript%3Ealert(1)%3C%2Fscript%3E HTTP/1.1')
		assert.equal(status(missing), 404)
		assert.ok(!missing.includes('<script>alert'), 'a path comes back unescaped')
		for (const path of ['/id/x%0d%0aSet-Cookie:%20a=b', '/cable/x%0d%0aSet-Cookie:%20a=b/', '/cable/08RIGA61%0d%0aSet-Cookie:%20a=b.txt'])
			assert.ok(!/\r\nSet-Cookie/i.test(await ask(`GET ${path} HTTP/1.1`)), path)
		for (const path of ['//example.org/', '///example.org//', '/%2fexample.org/', '/%5cexample.org/', '//example.org/%2e/'])
			assert.ok(!/\r\nLocation: *(\/\/|\/\\|\/%5c|https?:)/i.test(await ask(`GET ${path} HTTP/1.1`)), `${path} leads away`)
	},
	async queries() {
		for (const q of ['"', '(', ')', '((((', 'a OR', '-', '-a', '~', '*', 'a*', 'tag:', 'nofield:x', 'created:2008..', 'created:x', '"a b"~', '"a b"~999999999', 'a '.repeat(400), '('.repeat(900), '%00', '%ff%fe', '%F0%9F%90%8C', ':::', '~~~', '""', "'", '%25', 'AND OR NOT']) {
			const query = /%/.test(q) ? q : encodeURIComponent(q)
			const got = status(await ask(`GET /search?q=${query} HTTP/1.1`))
			assert.ok(got === 200 || got === 400, `${q.slice(0, 30)}: ${got}`)
		}
		for (const more of ['cursor=x', 'sort=x', 'limit=-1', 'limit=99999999999999999999', 'page=0', 'q=a&q=b', '=', '&&&', 'q', 'q=a&cursor=%00'])
			assert.ok([200, 400].includes(status(await ask(`GET /search?${more} HTTP/1.1`))), more)
		await alive()
	},
	// With --timeout 1: silence ends a connection, and nobody else waits for it.
	async slow() {
		const silent = Array.from({ length: 20 }, (_, i) => {
			const begun = Date.now()
			return raw(['', 'GET / HT', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'][i % 4]).then(() => Date.now() - begun)
		})
		const took = []
		for (let i = 0; i < 20; i++) {
			const begun = Date.now()
			await alive()
			took.push(Date.now() - begun)
		}
		assert.ok(took.sort((a, b) => a - b)[10] < 1000, `requests had to wait for silent ones: ${took.join(' ')} ms`)
		for (const took of await Promise.all(silent))
			assert.ok(took < 15000, `a silent connection was kept for ${took} ms`)
	},
	async crowd() {
		const many = await Promise.all(Array.from({ length: 300 }, (_, i) => ask(`GET ${i % 2 ? '/cable/08RIGA61' : '/search?q=verbs'} HTTP/1.1`)))
		for (const got of many)
			assert.equal(status(got), 200)
	},
}

try {
	await cases[which]()
} catch (error) {
	console.log(error.message)
	process.exit(1)
}
