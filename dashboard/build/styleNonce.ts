import type { Plugin } from 'vite'

const FILE = /@rc-component[\\/]util[\\/]es[\\/]Dom[\\/]dynamicCSS\.js$/
const TAKES = `const {
    csp,`
const FALLS_BACK = `const {
    csp = { nonce: document.querySelector('meta[property=csp-nonce]')?.nonce },`

/**
 * Some parts of Ant Design (windows that hold the page still, the measuring of scroll bars) write a style without the
 * page’s nonce; the content security policy holds it back, and the console tells of it. They are given the nonce here.
 */
export function styleNonce(): Plugin {
  return {
    name: 'style-nonce',
    apply: 'build',
    transform(code, id) {
      if (!FILE.test(id.split('?')[0] ?? '')) return null
      if (!code.includes(TAKES)) throw new Error(`${id} writes styles in another way than it did: look at it, and at this plugin.`)
      return { code: code.replace(TAKES, FALLS_BACK), map: null }
    },
  }
}
