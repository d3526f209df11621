// Goes through pages of the interface as links do, and tells what went wrong on each. In the page itself, since there
// it waits for nothing but the page.
async ({ paths, axeOn }) => {
  const LIMIT = 60_000
  const found = []
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = async (what, path) => {
    const end = performance.now() + LIMIT
    while (!what()) {
      if (performance.now() > end) throw new Error(`${path} does not come to rest`)
      await pause(10)
    }
  }
  const watched = (window.watched ??= watch())

  function watch() {
    const state = { under: 0, tell: () => {} }
    const ask = window.fetch
    window.fetch = async (...given) => {
      state.under += 1
      try {
        const answer = await ask(...given)
        const call = given[0] instanceof Request ? given[0] : new Request(...given)
        if (answer.status >= 400) state.tell(`${answer.status} ${call.method} ${new URL(call.url).pathname}`)
        return answer
      } finally {
        // What reads the answer has its turn before the next look.
        setTimeout(() => { state.under -= 1 }, 20)
      }
    }
    const say = console.error
    console.error = (...said) => { state.tell(`console: ${said.join(' ').slice(0, 300)}`); say(...said) }
    addEventListener('error', (event) => { state.tell(`error: ${event.message}`) })
    addEventListener('unhandledrejection', (event) => { state.tell(`rejected: ${event.reason}`) })
    return state
  }

  for (const path of paths) {
    watched.tell = (what) => { found.push([path, what]) }
    const before = document.querySelector('main h1')
    const same = location.pathname === path.split('?')[0]
    if (!same) before?.setAttribute('data-before', '')
    history.pushState({ idx: 1 }, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
    // A page that may not be seen has no heading, and says why instead.
    await until(() => document.querySelector('main h1:not([data-before]), main .ant-result-title, main [role=alert]'), path)
    let quiet = 0
    await until(() => { quiet = watched.under === 0 && !document.querySelector('main .ant-skeleton') ? quiet + 1 : 0; return quiet > 3 }, path)
    if (document.querySelector('main .ant-result-403, main .ant-result-404')) found.push([path, 'the page is refused'])
    if (!axeOn.includes(path)) continue
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    for (const one of violations) if (['serious', 'critical'].includes(one.impact)) found.push([path, `${one.id}: ${one.nodes[0].html}`])
  }
  watched.tell = () => {}
  return found
}
