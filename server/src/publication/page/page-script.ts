/**
 * The pages' only script, the same for every page and both languages: texts stand in the page as data attributes.
 * Without it everything is still there but the check in the browser and the switch to large text.
 */
export function renderPageScript(): string {
  return `const root = document.documentElement;
const care = document.getElementById('care');
if (care) {
  const read = () => { try { return localStorage.getItem('minsheng-care') === 'on'; } catch { return false; } };
  const show = (on) => {
    if (on) root.dataset.care = 'on'; else delete root.dataset.care;
    care.setAttribute('aria-pressed', String(on));
    care.querySelector('span').textContent = on ? care.dataset.on : care.dataset.off;
  };
  care.hidden = false;
  show(read());
  care.addEventListener('click', () => {
    const on = root.dataset.care !== 'on';
    try { localStorage.setItem('minsheng-care', on ? 'on' : 'off'); } catch { /* kept for this page only */ }
    show(on);
  });
}

const status = document.getElementById('status');
if (status && status.dataset.path) {
  fetch(status.dataset.path, { cache: 'no-cache' })
    .then((reply) => (reply.ok ? reply.json() : null))
    .then((state) => {
      if (!state) return;
      const text = state.withdrawnAt ? status.dataset.withdrawn : state.supersededBy ? status.dataset.superseded : '';
      if (!text) return;
      status.textContent = text;
      if (state.supersededBy && /^[A-Za-z0-9_-]+$/.test(state.supersededBy)) {
        const link = document.createElement('a');
        link.href = '../' + state.supersededBy + (root.lang === 'en' ? '/en.html' : '/');
        link.textContent = state.supersededBy;
        status.append(' ', link);
      }
      status.hidden = false;
    })
    .catch(() => undefined);
}

const box = document.getElementById('verify');
if (box) {
  const run = document.getElementById('verify-run');
  const copy = document.getElementById('verify-copy');
  const state = document.getElementById('verify-state');
  const list = document.getElementById('verify-checks');
  const fetchFile = async (path) => {
    const reply = await fetch('./' + path.split('/').map(encodeURIComponent).join('/'), { cache: 'no-store' });
    if (!reply.ok) throw new Error(path + ': ' + reply.status);
    return new Uint8Array(await reply.arrayBuffer());
  };
  const line = (check) => {
    const item = document.createElement('li');
    const sign = document.createElement('b');
    const text = document.createElement('span');
    const verdict = document.createElement('span');
    item.className = check.ok ? 'ok' : 'bad';
    sign.textContent = check.ok ? '\\u2713' : '\\u2717';
    sign.setAttribute('aria-hidden', 'true');
    verdict.className = 'quiet';
    verdict.textContent = (check.ok ? box.dataset.ok : box.dataset.bad) + ' ';
    text.append(verdict, box.dataset.language === 'en' ? check.en : check.zh);
    item.append(sign, text);
    return item;
  };
  const verify = async () => {
    if (run.disabled) return;
    run.disabled = true;
    state.textContent = box.dataset.running;
    list.replaceChildren();
    try {
      const { verifyRelease } = await import('./verify.mjs');
      const result = await verifyRelease(fetchFile, { expectedKeyId: box.dataset.keyId || undefined });
      const failed = result.checks.filter((check) => !check.ok);
      const passed = result.ok && failed.length === 0;
      state.textContent = passed
        ? box.dataset.passed.replace('{n}', String(result.checks.length))
        : box.dataset.failed.replace('{n}', String(Math.max(failed.length, 1)));
      box.dataset.result = passed ? 'passed' : 'failed';
      list.replaceChildren(...failed.concat(result.checks.filter((check) => check.ok)).map(line));
    } catch (error) {
      box.dataset.result = 'broken';
      state.textContent = box.dataset.broken.replace('{reason}', String(error && error.message ? error.message : error));
    }
    run.querySelector('span').textContent = box.dataset.again;
    run.disabled = false;
  };
  run.hidden = false;
  state.hidden = false;
  run.addEventListener('click', verify);
  for (const link of document.querySelectorAll('[data-verify]')) link.addEventListener('click', verify);
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.querySelector('span').textContent = box.dataset.copied;
    });
  }
}
`;
}
