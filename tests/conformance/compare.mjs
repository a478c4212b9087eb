// The comparing half of tests/conformance/run. Rows whose note begins with "arguable" or "TEST DATA ERROR" are opinions:
// counted apart, never a failure.
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';

const [program, folder, ...wanted] = process.argv.slice(2);
const MARK = { signers: 0.9, classified_by: 0.9 };
const FIELD = { reference_ids: 'reference_id', references_ng: 'references_ng' };

function argumentsOf(file, row) {
	const list = ['parse', '--fragment', '--field', FIELD[file] ?? file];
	const args = row.args ?? {};
	if (args.year) list.push('--year', String(args.year));
	if (args.reference_id) list.push('--id', args.reference_id);
	if (args.normalize) list.push('--normalize');
	if (file === 'tags' && args.canonicalize === false) list.push('--as-written');
	return [...list, '-'];
}

function read(file, row) {
	return new Promise((done) => {
		const child = execFile(program, argumentsOf(file, row), (error, stdout, stderr) => {
			let value;
			try {
				value = JSON.parse(stdout);
			} catch {
				value = { error: stderr.trim() || String(error) };
			}
			done(value);
		});
		child.stdin.on('error', () => {});
		child.stdin.end(row.input);
	});
}

async function readAll(file, rows) {
	const values = [];
	let next = 0;
	const work = async () => {
		while (next < rows.length) {
			const i = next++;
			values[i] = await read(file, rows[i]);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() * 2 }, work));
	return values;
}

const isArguable = (row) => /^(arguable|TEST DATA ERROR)/.test(row.note ?? '');
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
	.map((name) => name.slice(0, -6))
	.filter((name) => !wanted.length || wanted.includes(name)).sort();
let number = 0, failed = 0;
for (const file of files) {
	const rows = readFileSync(`${folder}/${file}.jsonl`, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
	const values = await readAll(file, rows);
	const count = { sure: 0, surePassed: 0, arguable: 0, arguablePassed: 0 };
	const missed = [];
	rows.forEach((row, i) => {
		const kind = isArguable(row) ? 'arguable' : 'sure';
		const passed = isDeepStrictEqual(values[i], row.expected);
		count[kind]++;
		if (passed) count[`${kind}Passed`]++;
		else missed.push({ row, kind, value: values[i] });
	});
	const good = count.surePassed >= count.sure * (MARK[file] ?? 0.95);
	const percent = count.sure ? Math.floor((count.surePassed * 100) / count.sure) : 100;
	const also = count.arguable ? ` (arguable: ${count.arguablePassed} / ${count.arguable})` : '';
	if (!good) failed++;
	console.log(`${good ? 'ok' : 'not ok'} ${++number} - ${file} ${count.surePassed} / ${count.sure}, ${percent}%${also}`);
	for (const { row, kind, value } of missed) {
		console.log(`# ${row.id}${kind === 'arguable' ? ' (arguable)' : ''}`);
		if (process.env.ROWS) {
			console.log(`#   read     ${JSON.stringify(value)}`);
			console.log(`#   expected ${JSON.stringify(row.expected)}`);
		}
	}
}
console.log(`1..${number}`);
process.exit(failed ? 1 : 0);
