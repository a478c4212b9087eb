// Comfort on a record's page; all of it can be done without. Words selected in the text, with the mouse or with the
// arrow keys, become the words of the form, counted in signs, so that exactly this place is meant. n and p step from
// open flag to open flag; single keys may be in the way of other aids, so a button turns them off, and the browser
// remembers that.
(() => {
	'use strict';
	const text = document.getElementById('text');
	const words = document.getElementById('words');
	const told = document.getElementById('selected');
	if (!text || !words || !told) return;
	const form = words.form, hint = told.textContent;
	const signs = (string) => [...string].length;

	// The text of a range as the record has it: without the numbers of flags and cuts.
	const plain = (range) => {
		const part = range.cloneContents();
		part.querySelectorAll('.hop').forEach((hop) => hop.remove());
		return part.textContent;
	};
	const before = (node, offset) => {
		const range = document.createRange();
		range.setStart(text, 0);
		range.setEnd(node, offset);
		return plain(range);
	};
	const forget = () => {
		form.elements.from.value = form.elements.signs.value = '0';
		told.textContent = hint;
	};
	const take = () => {
		const selection = getSelection();
		const range = selection.rangeCount ? selection.getRangeAt(0) : null;
		if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return;
		const chosen = plain(range);
		if (!chosen.trim()) return;
		// Blanks at the ends are none of the words.
		const lead = chosen.length - chosen.trimStart().length;
		const from = Number(text.dataset.from) + signs(before(range.startContainer, range.startOffset)) + signs(chosen.slice(0, lead));
		form.elements.from.value = from;
		form.elements.signs.value = signs(chosen.trim());
		// Only shown: the place is what counts.
		const short = chosen.trim().replace(/\s+/g, ' ');
		words.value = short.length > 300 ? `${short.slice(0, 300)} ...` : short;
		told.textContent = `Selected: ${words.value}`;
	};
	document.addEventListener('selectionchange', take);
	words.addEventListener('input', forget);

	// With the keyboard: the arrow keys choose a word, with Shift one more.
	text.setAttribute('aria-describedby', 'how');
	text.addEventListener('keydown', (event) => {
		const way = { ArrowRight: 'forward', ArrowLeft: 'backward' }[event.key];
		if (event.target !== text || event.ctrlKey || event.altKey || event.metaKey) return;
		if (event.key === 'Enter') {
			event.preventDefault();
			form.elements.code.focus();
			return;
		}
		if (!way) return;
		event.preventDefault();
		const selection = getSelection();
		if (!selection.rangeCount || !text.contains(selection.focusNode)) selection.collapse(text, 0);
		else if (!event.shiftKey) selection[way === 'forward' ? 'collapseToEnd' : 'collapseToStart']();
		// What would select blanks or a number alone goes on to the next word.
		for (let i = 0; i < 50; i++) {
			selection.modify('extend', way, 'word');
			if (event.shiftKey || (selection.rangeCount && plain(selection.getRangeAt(0)).trim())) break;
			selection[way === 'forward' ? 'collapseToEnd' : 'collapseToStart']();
		}
	});

	let on = true;
	try { on = localStorage.getItem('keys') !== 'off'; } catch { /* no storage: on */ }
	const aids = document.createElement('p');
	const how = document.createElement('span');
	const button = document.createElement('button');
	aids.className = 'aids';
	how.id = 'how';
	how.className = 'note';
	how.textContent = 'Select words to take them out: with the mouse, or here with the arrow keys; Shift takes one more, Enter goes on to the form.';
	button.type = 'button';
	button.className = 'keys';
	button.textContent = 'Keys n p';
	button.title = 'Single keys: next and previous open flag. Press to turn them off or on.';
	button.setAttribute('aria-pressed', on);
	button.addEventListener('click', () => {
		on = !on;
		button.setAttribute('aria-pressed', on);
		try { localStorage.setItem('keys', on ? 'on' : 'off'); } catch { /* for this page only */ }
	});
	aids.append(how, button);
	text.before(aids);

	const step = (by) => {
		const open = [...text.querySelectorAll('.hop[data-open]')];
		const now = open.indexOf(document.activeElement);
		const to = open[now < 0 ? (by > 0 ? 0 : open.length - 1) : now + by];
		if (to) to.focus();
	};
	document.addEventListener('keydown', (event) => {
		if (!on || event.defaultPrevented || event.repeat || event.isComposing) return;
		if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
		if (event.target.closest('input, textarea, select, [contenteditable]')) return;
		if (event.key !== 'n' && event.key !== 'p') return;
		event.preventDefault();
		step(event.key === 'n' ? 1 : -1);
	});
})();
