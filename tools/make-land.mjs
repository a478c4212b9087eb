#!/usr/bin/env node
// Makes assets/land.svg, the land behind the map of posts, from land-110m.json of npm's world-atlas (Natural Earth, public
// domain). Plate carree, 1 unit a degree east of 180 W and south of 84 N. Run by hand; the result is kept.
// usage: npm pack world-atlas && tar xzf world-atlas-*.tgz package/land-110m.json && tools/make-land.mjs package/land-110m.json > assets/land.svg
import { readFileSync } from 'node:fs'

const TOP = 84, BOTTOM = -58          // no post lies beyond
const STEP = 0.5                      // degrees: what a point is rounded to
const SMALL = 4                       // square degrees: islands below are left out
const atlas = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { scale, translate } = atlas.transform

// An arc is a list of steps; a negative index is the arc backwards.
const arcs = atlas.arcs.map(steps => {
	let x = 0, y = 0
	return steps.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]])
})
const ringOf = indices => indices.flatMap((index, i) => {
	const points = index < 0 ? [...arcs[~index]].reverse() : arcs[index]
	return i ? points.slice(1) : points
})
// Where a ring steps over 180 E it goes on beyond the edge; a copy of it a turn away fills the other side.
function unroll(ring) {
	let turn = 0
	const points = ring.map(([east, north], i) => {
		if (i && east - ring[i - 1][0] > 180) turn -= 360
		if (i && east - ring[i - 1][0] < -180) turn += 360
		return [east + turn, north]
	})
	const copies = [points]
	if (points.some(([east]) => east > 180)) copies.push(points.map(([east, north]) => [east - 360, north]))
	if (points.some(([east]) => east < -180)) copies.push(points.map(([east, north]) => [east + 360, north]))
	return copies
}
const round = value => Math.round(value / STEP) * STEP
const place = ([east, north]) => [round(east + 180), round(TOP - Math.max(north, BOTTOM))]
const areaOf = ring => Math.abs(ring.reduce((sum, [x, y], i) => {
	const [nx, ny] = ring[(i + 1) % ring.length]
	return sum + x * ny - nx * y
}, 0) / 2)

// Steps from point to point are shorter than places. What lies on the line between its neighbours is left out.
function pathOf(ring) {
	const points = ring.filter(([x, y], i) => !i || x !== ring[i - 1][0] || y !== ring[i - 1][1])
	const bends = points.filter(([x, y], i) => {
		const before = points[i - 1], after = points[i + 1]
		return !before || !after || (x - before[0]) * (after[1] - y) !== (y - before[1]) * (after[0] - x)
	})
	const number = value => String(value).replace(/^(-?)0\./, '$1.')
	let [x, y] = bends[0], path = `M${number(x)} ${number(y)}l`
	path += bends.slice(1).map(([nx, ny]) => {
		const step = `${number(nx - x)} ${number(ny - y)}`
		;[x, y] = [nx, ny]
		return step
	}).join(' ').replace(/ -/g, '-')
	return `${path}z`
}

const shapes = atlas.objects.land.geometries.flatMap(g => g.type === 'Polygon' ? [g.arcs] : g.arcs)
const rings = shapes.flat().map(ringOf).flatMap(unroll).filter(ring => ring.some(([, north]) => north > BOTTOM)).map(ring => ring.map(place))
const paths = rings.filter(ring => areaOf(ring) >= SMALL).map(pathOf)
console.log(`<!-- Land: Natural Earth 1:110m, public domain, by way of world-atlas 2.0.2 (ISC) -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 ${TOP - BOTTOM}"><path fill="#8b9097" fill-opacity=".38" d="${paths.join('')}"/></svg>`)
