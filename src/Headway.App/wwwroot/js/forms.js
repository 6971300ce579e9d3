// Filters send themselves; what was typed into a record box is kept until the server says that it is recorded.
const slot = form => `draft:${location.pathname}:${form.dataset.draft}`;
const field = form => form.querySelector('[data-evidence]');

document.addEventListener('change', event => {
  const form = event.target.closest('form[data-autosubmit]');
  if (form && event.target.matches('select, input[type=checkbox], input[type=radio], input[type=date], input[type=range]')) form.requestSubmit();
});

document.addEventListener('input', event => {
  const form = event.target.closest('form[data-draft]');
  if (!form || event.target !== field(form)) return;
  if (event.target.value) sessionStorage.setItem(slot(form), event.target.value);
  else sessionStorage.removeItem(slot(form));
});

function restore() {
  for (const done of document.querySelectorAll('[data-clears]'))
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('draft:') && key.endsWith(`:${done.dataset.clears}`)) sessionStorage.removeItem(key);
  for (const form of document.querySelectorAll('form[data-draft]')) {
    const kept = sessionStorage.getItem(slot(form));
    if (kept && field(form) && !field(form).value) field(form).value = kept;
  }
}

restore();
window.Blazor?.addEventListener('enhancedload', restore);
