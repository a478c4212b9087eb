// Keys on a record's page: n and p step from hit to hit, j and k to the next and the previous record of the list the
// reader comes from, or of its post or country. Where no word is marked, n and p step from record to record, too. Single
// keys may be in the way of other aids, so a button turns them off; the browser remembers that, nothing is sent.
(() => {
	'use strict';
	const steps = (which) => document.querySelector(`a[data-step="${which}"], .neighbours a[rel="${which}"]`);
	const hits = document.querySelectorAll('mark[id^="hit"]').length;
	const place = document.querySelector('.trail p, .neighbours p');
	if (!place || !(hits || steps('next') || steps('prev'))) return;

	let on = true;
	try { on = localStorage.getItem('keys') !== 'off'; } catch { /* no storage: on */ }
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'keys';
	button.title = 'Single keys: next and previous hit, next and previous record. Press to turn them off or on.';
	button.textContent = 'Keys n p j k';
	button.setAttribute('aria-pressed', on);
	button.addEventListener('click', () => {
		on = !on;
		button.setAttribute('aria-pressed', on);
		try { localStorage.setItem('keys', on ? 'on' : 'off'); } catch { /* for this page only */ }
	});
	place.append(button);

	const hit = (by) => {
		const now = Number((/^#hit(\d+)$/.exec(location.hash) || [0, 0])[1]);
		const to = document.getElementById(`hit${now + by}`);
		if (to) location.hash = to.id;
	};
	const step = (which) => {
		const link = steps(which);
		if (link) link.click();
	};
	const keys = {
		n: () => hits ? hit(1) : step('next'),
		p: () => hits ? hit(-1) : step('prev'),
		j: () => step('next'),
		k: () => step('prev'),
	};
	document.addEventListener('keydown', (event) => {
		if (!on || event.defaultPrevented || event.repeat || event.isComposing) return;
		if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
		if (event.target.closest('input, textarea, select, [contenteditable]')) return;
		if (!Object.hasOwn(keys, event.key)) return;
		event.preventDefault();
		keys[event.key]();
	});
})();
