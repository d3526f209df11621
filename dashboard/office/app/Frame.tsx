import { MenuOutlined } from '@ant-design/icons'
import { DEPARTMENT, ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { signOut, useWho } from '@shared/session/session'
import { Button, Layout, Menu, type MenuProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { PAGES } from './allPages'
import { roleOf } from './Guarded'
import { LanguageSwitch } from './LanguageSwitch'
import { GROUPS, type Group } from './pages'
import { texts } from './texts'

type Items = NonNullable<MenuProps['items']>

function useMenu(): Items {
  const role = roleOf(useWho())
  const chosen = useLanguage()
  const mine = PAGES.filter((page) => page.inMenu && page.roles.includes(role))
  return (Object.keys(GROUPS) as Group[]).flatMap((group): Items => {
    const children = mine
      .filter((page) => page.group === group)
      .map((page) => ({ key: page.path, label: <Link to={page.path}>{say(page.title, {}, chosen)}</Link> }))
    if (children.length === 0) return []
    return group === 'home' ? children : [{ key: group, label: say(GROUPS[group], {}, chosen), children }]
  })
}

/** What stands around every page: the menu, who is signed in, the language. */
export function Frame(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const who = useWho()
  const here = useLocation().pathname
  const [closed, setClosed] = useState(false)
  const current = PAGES.filter((page) => page.path === '/' ? here === '/' : here.startsWith(page.path)).map((page) => page.path)
  // The group of the page that is open stands open; so does whatever was opened by hand.
  const group = PAGES.find((page) => current.includes(page.path))?.group
  const [opened, setOpened] = useState<string[]>([])
  const items = useMenu()
  const open = group && !opened.includes(group) ? [...opened, group] : opened
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="skip" href="#content">{t('skip')}</a>
      <Layout.Sider width={216} breakpoint="lg" collapsedWidth={0} trigger={null} collapsed={closed} onCollapse={setClosed}>
        <div className="brand"><img src="/icon.svg" alt="" />{t('brand')}</div>
        {/* Shut, it is not there: else what was open of it would float over the page, and Tab would lead into it. */}
        {!closed && <nav aria-label={t('menu')}><Menu theme="dark" mode="inline" selectedKeys={current} openKeys={open} onOpenChange={setOpened} items={items} /></nav>}
      </Layout.Sider>
      <Layout>
        <header className="frame-header">
          <Button type="text" icon={<MenuOutlined />} aria-label={t('menu')} aria-expanded={!closed} onClick={() => { setClosed(!closed) }} />
          <span className="grow" />
          {who.kind === 'staff'
            ? <Link to="/account">{code(ROLE, who.role)}<span className="who"> · {who.subject}</span></Link>
            : <span>{code(DEPARTMENT, who.department)}<span className="who"> · {who.subject}</span></span>}
          <LanguageSwitch />
          <Button onClick={() => void signOut()}>{t('signOut')}</Button>
        </header>
        <main id="content" className="content" tabIndex={-1}><Outlet /></main>
      </Layout>
    </Layout>
  )
}
