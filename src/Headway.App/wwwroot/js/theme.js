// Light, dark, or as the system has it. The choice is a cookie: the server writes it into the page, so nothing flashes.
const root = document.documentElement;
const next = { '': 'dark', dark: 'light', light: '' };
const names = { '': 'Theme: as the system', dark: 'Theme: dark', light: 'Theme: light' };

function show() {
  for (const button of document.querySelectorAll('[data-theme-switch]')) {
    button.hidden = false;
    button.textContent = names[root.dataset.theme ?? ''];
  }
}

document.addEventListener('click', event => {
  if (!event.target.closest('[data-theme-switch]')) return;
  const theme = next[root.dataset.theme ?? ''];
  if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  document.querySelector('meta[name=color-scheme]')?.setAttribute('content', theme || 'light dark');
  document.cookie = `theme=${theme};path=/;samesite=lax;max-age=${theme ? 31536000 : 0}${location.protocol === 'https:' ? ';secure' : ''}`;
  show();
});

show();
window.Blazor?.addEventListener('enhancedload', show);
