// Find, go, do. One field and a listbox: the server says what there is, the arrows choose, Enter goes there. What was typed stays
// until something was chosen, also over Escape and over pages.
const slot = 'palette';
const patience = 60; // ms without typing before the server is asked
const dialog = () => document.getElementById('palette');
const field = () => dialog().querySelector('[role=combobox]');
const list = () => dialog().querySelector('[role=listbox]');
const options = () => [...list().querySelectorAll('[role=option]')];
const chosen = () => list().querySelector('[aria-selected=true]');
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
let timer = 0;
let asking; // the request that is under way
let from; // what had the focus before

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function choose(option) {
  chosen()?.setAttribute('aria-selected', 'false');
  option?.setAttribute('aria-selected', 'true');
  if (option) field().setAttribute('aria-activedescendant', option.id); else field().removeAttribute('aria-activedescendant');
  option?.scrollIntoView({ block: 'nearest' });
}

function show(groups) {
  let number = 0;
  list().replaceChildren(...groups.map((group, i) => make('div', { role: 'group', 'aria-labelledby': `palette-group-${i}` },
    make('p', { id: `palette-group-${i}`, role: 'presentation' }, group.name),
    ...group.items.map(item => {
      const option = make('div', { role: 'option', id: `palette-${number++}`, 'aria-selected': 'false', 'data-href': item.href },
        make('span', {}, item.text), ...(item.note ? [' ', make('small', {}, item.note)] : []));
      if (item.key) option.dataset.press = item.key;
      return option;
    }))));
  field().setAttribute('aria-expanded', String(number > 0));
  choose(options()[0]);
  const asked = field().value.trim();
  say(number > 0 ? `${number} found. Arrows choose, Enter opens.` : `Nothing here is called “${asked}”.`);
  if (number === 0) list().append(make('p', { role: 'presentation', class: 'none' },
    `Nothing you may see is called “${asked}”. Try a part of the name.`));
}

const say = words => { dialog().querySelector('[role=status]').textContent = words; };

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const here = location.pathname.match(/^\/opportunities\/([0-9a-f-]{32,36})/i)?.[1];
  const query = new URLSearchParams({ q: field().value.trim() });
  if (here) query.set('opportunity', here);
  try {
    const answer = await fetch(`/api/v1/palette?${query}`, { signal: asking.signal, headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    show((await answer.json()).groups);
  } catch (error) {
    if (error.name === 'AbortError') return;
    list().replaceChildren(make('p', { role: 'presentation', class: 'none' }, 'The server did not answer. What you typed stays here.'));
    field().setAttribute('aria-expanded', 'false');
    say('The server did not answer.');
  }
}

function open() {
  if (!dialog() || dialog().open) return;
  from = document.activeElement;
  dialog().showModal();
  field().value = sessionStorage.getItem(slot) ?? '';
  field().focus();
  field().select();
  ask();
}

function go(option) {
  if (!option) return;
  sessionStorage.removeItem(slot);
  const to = new URL(option.dataset.href, location.href);
  dialog().close();
  const plain = path => path.replaceAll('-', ''); // an id is the same with and without its dashes
  if (option.dataset.press && plain(to.pathname) === plain(location.pathname)) {
    document.dispatchEvent(new CustomEvent('headway-key', { detail: option.dataset.press }));
    return;
  }
  const link = make('a', { href: option.dataset.href, hidden: '' }); // as a link, so that the page comes without a full load
  document.body.append(link);
  link.click();
  link.remove();
}

function move(step) {
  const all = options();
  if (all.length === 0) return;
  choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
}

document.addEventListener('keydown', event => {
  if (event.key.toLowerCase() === 'k' && (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    if (dialog()?.open) dialog().close(); else if (!document.querySelector('dialog[open]')) open();
    return;
  }
  if (event.target !== dialog()?.querySelector('[role=combobox]') || event.isComposing) return;
  switch (event.key) {
    case 'ArrowDown': move(1); break;
    case 'ArrowUp': move(-1); break;
    case 'PageDown': choose(options().at(-1)); break;
    case 'PageUp': choose(options()[0]); break;
    case 'Enter': go(chosen()); break;
    default: return;
  }
  event.preventDefault();
});

document.addEventListener('input', event => {
  if (event.target !== dialog()?.querySelector('[role=combobox]')) return;
  sessionStorage.setItem(slot, event.target.value);
  clearTimeout(timer);
  timer = setTimeout(ask, patience);
});

// In the capture phase: a link that opens the palette is not followed.
document.addEventListener('click', event => {
  const opener = event.target.closest('[data-palette-open]');
  if (!opener) return;
  event.preventDefault();
  opener.closest('details')?.removeAttribute('open');
  open();
}, true);

document.addEventListener('click', event => {
  if (event.target === dialog()) dialog().close(); // beside it
  else if (dialog()?.contains(event.target)) go(event.target.closest('[role=option]'));
});

document.addEventListener('close', event => {
  if (event.target !== dialog()) return;
  clearTimeout(timer);
  asking?.abort();
  if (from?.isConnected) from.focus();
}, true);

function ready() {
  for (const button of document.querySelectorAll('[data-palette-open]')) button.hidden = false;
  if (isMac) for (const key of document.querySelectorAll('[data-palette-key]')) key.textContent = '⌘ K';
}
ready();
window.Blazor?.addEventListener('enhancedload', ready);
