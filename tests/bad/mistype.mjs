// Writes copies of a JSON file, each with one value replaced by one of another kind. usage: node mistype.mjs FILE FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const [file, folder] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const places = []
const walk = (value, path) => {
	places.push(path)
	if (value && typeof value === 'object')
		// The first two of a list stand for the rest.
		for (const key of Object.keys(value).slice(0, Array.isArray(value) ? 2 : 99)) walk(value[key], [...path, key])
}
walk(JSON.parse(text), [])
mkdirSync(folder, { recursive: true })
let number = 0
for (const path of places.slice(1)) {
	const tree = JSON.parse(text)
	const last = path.at(-1)
	let at = tree
	for (const key of path.slice(0, -1)) at = at[key]
	const before = at[last]
	const others = [typeof before === 'string' ? -1 : 'x', [], {}, null, 1e300]
	at[last] = others[number % others.length]
	writeFileSync(`${folder}/${String(number++).padStart(3, '0')}.json`, JSON.stringify(tree))
}
