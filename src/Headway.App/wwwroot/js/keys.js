// Single keys for people who live here. They are off while typing, and can be turned off for good in the help.
const off = () => localStorage.getItem('keys') === 'off';
let going = 0; // when g was pressed; it waits a second for the letter that follows

const typing = element => element.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
const shown = element => element.checkVisibility(); // not in something folded, which has a box but takes no focus
const first = selector => [...document.querySelectorAll(selector)].find(shown);

function move(step) {
  const rows = [...document.querySelectorAll('[data-row]')].filter(shown);
  if (rows.length === 0) return false;
  const at = rows.indexOf(document.activeElement.closest('[data-row]'));
  const row = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step))];
  const target = row.querySelector('[data-open]') ?? row;
  if (target === row) row.tabIndex = -1;
  target.focus(); // on a link, so that Enter opens it
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

function record() {
  const row = document.activeElement.closest('[data-row]');
  const field = row?.querySelector('[data-record] [data-evidence]');
  const elsewhere = row?.querySelector('[data-record-at]'); // this row is recorded on the opportunity's own page
  if (!field && elsewhere) { elsewhere.click(); return true; }
  const box = field ?? first('[data-record] [data-evidence]');
  box?.focus();
  return Boolean(box);
}

function search() {
  const field = first('[data-search-field]');
  if (field) { field.focus(); field.select(); return true; }
  const link = document.querySelector('[data-search]');
  // The field is on the page the link leads to; it gets the focus when that page has come.
  if (link) sessionStorage.setItem('search', '1');
  link?.click();
  return Boolean(link);
}

function help() {
  const dialog = document.getElementById('help');
  if (!dialog || dialog.open) return false;
  dialog.querySelector('[data-keys-off]').checked = off();
  dialog.showModal();
  return true;
}

const follow = selector => { const link = document.querySelector(selector); link?.click(); return Boolean(link); };

function act(key) {
  if (going && performance.now() - going < 1000) { going = 0; return follow(`[data-go="${CSS.escape(key)}"]`); }
  going = 0;
  switch (key) {
    case '/': return search();
    case 'j': return move(1);
    case 'k': return move(-1);
    case 'e': return record();
    case '?': return help();
    case 'g': if (!first('[data-key="g"]') && document.querySelector('[data-go]')) { going = performance.now(); return true; }
  }
  const own = first(`[data-key="${CSS.escape(key)}"]`); // a page's own key: d decides, m prepares
  own?.click();
  // A chosen way goes on to the words it needs, or to where Enter sends it.
  if (own?.matches('label')) (document.getElementById(own.dataset.then) ?? own.control ?? own).focus();
  return Boolean(own);
}

// A reason is one sentence: Enter sends it, Shift and Enter begin a new line.
document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.target.matches('[data-enter-sends]')) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || event.key.length !== 1) return;
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  if (off() && event.key !== '?') return;
  if (act(event.key)) event.preventDefault();
});

document.addEventListener('headway-key', event => act(event.detail)); // the palette presses a key for those who do not know it

document.addEventListener('click', event => {
  if (event.target.closest('[data-help-open]')) help();
  if (event.target.closest('[data-print]')) print();
});
document.addEventListener('change', event => {
  if (event.target.matches('[data-keys-off]')) localStorage.setItem('keys', event.target.checked ? 'off' : 'on');
});

// A page that was opened for one of its forms: the first field of it gets the focus, unless somebody has chosen another place.
function arrive() {
  const wanted = document.querySelector('[data-focus]');
  if (!wanted || !document.activeElement.matches('body, main, h1')) return;
  const field = wanted.querySelector('[data-evidence]')
    ?? [...wanted.querySelectorAll('select, textarea, input:not([type=hidden])')].find(shown);
  field?.focus();
  wanted.scrollIntoView({ block: 'center' });
}

function ready() {
  for (const wait of [50, 250, 600]) setTimeout(arrive, wait); // after the heading was given the focus
  if (sessionStorage.getItem('search') && first('[data-search-field]')) {
    sessionStorage.removeItem('search');
    setTimeout(search, 50); // after the heading was given the focus
  }
  for (const button of document.querySelectorAll('[data-help-open]')) button.hidden = false;
}
ready();
window.Blazor?.addEventListener('enhancedload', ready);
