// Keeps open pages fresh. One shared worker asks for every tab of a browser; where there is none, each page asks
// by itself. What is told is a mark that changes with what there is to see; the page then fetches itself anew.

// Between two fetches of a page, two questions, and two signs of life, in milliseconds.
const PAUSE = 500;
const ASK = 1_500;
const HERE = 20_000;
/** A stream that says nothing for so long is held back by something in between, at first, */
const MUTE = 3_000;
/** or is dead, later on: the server says a word every 15 seconds. */
const DEAD = 40_000;
/** A stream that failed is left alone for so long. */
const REST = 60_000;
/** A page that is not live for so long says so, and fetches itself as often. */
const STALE = 15_000;
/** A browser opens six connections to a server at most, and most of them are for pages. */
const STREAMS = 2;

let streams = 0;

/** Whether the server itself says no: what a proxy answers in its place counts for nothing. */
const isRefusal = (answer) =>
  [401, 403, 404, 409].includes(answer.status) && answer.headers.get('content-type')?.startsWith('application/problem+json');

/** Follows one address and tells how it stands, until it is stopped: by a stream if it may, else by asking. */
function follow(url, tell, mayListen) {
  let stream = null;
  let timer = 0;
  let failures = 0;
  let restsUntil = 0;
  let isOver = false;

  const later = (what, delay) => {
    clearTimeout(timer);
    timer = setTimeout(what, delay);
  };
  const close = () => {
    if (!stream) return;
    stream.close();
    stream = null;
    streams -= 1;
  };
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    close();
  };
  const end = () => {
    stop();
    tell({ state: 'ended' });
  };
  const next = () => {
    const isFree = mayListen && 'EventSource' in globalThis && streams < STREAMS;
    return isFree && Date.now() >= restsUntil ? listen() : ask();
  };

  function listen() {
    let hasSpoken = false;
    const fall = () => {
      if (!hasSpoken) restsUntil = Date.now() + REST;
      close();
      ask();
    };
    stream = new EventSource(url);
    streams += 1;
    later(fall, MUTE);
    stream.onmessage = ({ data }) => {
      hasSpoken = true;
      failures = 0;
      later(fall, DEAD);
      tell({ state: 'live', mark: data });
    };
    stream.addEventListener('end', end);
    stream.onerror = fall;
  }

  async function ask() {
    clearTimeout(timer);
    let mark = null;
    const answer = await fetch(url, { headers: { accept: 'text/plain' }, signal: AbortSignal.timeout(5 * ASK) }).catch(() => null);
    if (answer?.ok && !answer.redirected && answer.headers.get('content-type')?.startsWith('text/plain')) {
      mark = await answer.text().catch(() => null);
    }
    if (isOver) return;
    if (mark !== null) {
      failures = 0;
      tell({ state: 'live', mark });
      later(next, ASK);
    } else if (answer && isRefusal(answer)) {
      end();
    } else {
      failures += 1;
      tell({ state: 'waiting' });
      later(ask, Math.min(10_000, 500 * 2 ** failures));
    }
  }

  next();
  return stop;
}

/** The worker: follows each address that a page in sight asks for, once for all of them. */
function work() {
  const followed = new Map();

  const leave = (url, port) => {
    const space = followed.get(url);
    if (!space?.ports.delete(port) || space.ports.size > 0) return;
    space.stop();
    followed.delete(url);
  };
  const join = (url, port) => {
    let space = followed.get(url);
    if (!space) {
      space = { ports: new Map(), last: { state: 'waiting' }, stop: () => {} };
      followed.set(url, space);
      const tell = (word) => {
        space.last = word;
        space.ports.forEach((_, port) => port.postMessage(word));
        // Somebody who comes back to the page has it tried anew.
        if (word.state === 'ended') followed.delete(url);
      };
      space.stop = follow(url, tell, true);
    }
    const isNew = !space.ports.has(port);
    space.ports.set(port, Date.now());
    if (isNew) port.postMessage(space.last);
  };
  // A page that crashed says no good-bye.
  setInterval(() => {
    for (const [url, { ports }] of followed) {
      for (const [port, heard] of ports) if (Date.now() - heard > 3 * HERE) leave(url, port);
    }
  }, HERE);
  globalThis.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data: { url, isShown } }) => (isShown ? join : leave)(url, port);
  };
}

/** Follows an address through the worker; by itself should that one not answer. */
function followShared(url, tell) {
  let own = null;
  let worker;
  try {
    worker = new SharedWorker('/live.js', { name: 'live-1' });
  } catch {
    return follow(url, tell, false);
  }
  const { port } = worker;
  const say = (isShown) => port.postMessage({ url, isShown });
  const goAlone = () => {
    leave();
    own ??= follow(url, tell, false);
  };
  const patience = setTimeout(goAlone, MUTE);
  const alive = setInterval(() => say(true), HERE);
  function leave() {
    clearTimeout(patience);
    clearInterval(alive);
    say(false);
    port.onmessage = null;
    worker.onerror = null;
  }
  worker.onerror = goAlone;
  port.onmessage = ({ data }) => {
    clearTimeout(patience);
    tell(data);
  };
  say(true);
  return () => {
    leave();
    own?.();
    port.close();
  };
}

/** Puts in whatever is marked `data-live`, as the server renders it now. */
function replace(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const old of document.querySelectorAll('[data-live][id]')) {
    const made = fresh.getElementById(old.id);
    if (!made) continue;
    for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    if (!made.hasAttribute('data-live')) old.removeAttribute('data-live');
    // A chart draws itself from its attributes; its inside is its own.
    if (old.localName !== 'parvis-chart' && old.innerHTML !== made.innerHTML) old.innerHTML = made.innerHTML;
  }
}

/** This page as the server shows it now; null if it cannot be had just now, or is another one by now. */
async function page() {
  try {
    const answer = await fetch(location.href);
    const html = answer.ok && !answer.redirected ? await answer.text() : '';
    // What a proxy says in the server's place is no page of ours.
    return html.includes('<parvis-live') ? html : null;
  } catch {
    return null;
  }
}

function element() {
  /** The word beside a page's title that says whether it is live: `<parvis-live data-url data-mark data-say-...>`. */
  return class extends HTMLElement {
    connectedCallback() {
      this.mark = this.dataset.mark;
      this.look = () => (document.visibilityState === 'visible' ? this.join() : this.leave());
      document.addEventListener('visibilitychange', this.look);
      // A page kept for the way back is not seen, and comes back as it was.
      addEventListener('pagehide', () => this.leave());
      addEventListener('pageshow', this.look);
      this.look();
    }

    join() {
      this.stop ??= ('SharedWorker' in globalThis ? followShared : (url, tell) => follow(url, tell, false))(this.dataset.url, (word) => this.hear(word));
    }

    leave() {
      this.stop?.();
      this.stop = null;
      this.rest();
    }

    /** Waits no more for what is stale. */
    rest() {
      clearInterval(this.stale);
      this.stale = null;
    }

    hear({ state, mark }) {
      if (!this.stop) return;
      if (state === 'waiting') {
        this.stale ??= setInterval(() => this.say('stale') || this.refresh(), STALE);
        if (this.dataset.state !== 'stale') this.say(state);
        return;
      }
      this.rest();
      this.say(state);
      if (state === 'ended') this.leave();
      else if (mark !== this.mark) {
        this.heard = mark;
        this.refresh();
      }
    }

    say(state) {
      if (this.dataset.state === state) return;
      this.dataset.state = state;
      this.textContent = this.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`];
      if (state !== 'ended') return;
      const again = document.createElement('a');
      again.href = location.href;
      again.textContent = this.dataset.sayAgain;
      this.append(' ', again);
    }

    /** Fetches the page anew; what changes meanwhile, or could not be had just now, once more. */
    async refresh() {
      this.isDue = true;
      if (this.isFetching) return;
      this.isFetching = true;
      let failures = 0;
      while (this.isDue) {
        this.isDue = false;
        const mark = this.heard;
        const html = await page();
        if (html === null) {
          failures += 1;
          this.isDue = this.stop !== null;
        } else {
          failures = 0;
          replace(html);
          this.mark = mark ?? this.mark;
        }
        await new Promise((done) => setTimeout(done, Math.min(10_000, PAUSE * 2 ** failures)));
      }
      this.isFetching = false;
    }
  };
}

if ('SharedWorkerGlobalScope' in globalThis) work();
else customElements.define('parvis-live', element());
