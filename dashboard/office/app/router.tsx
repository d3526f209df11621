import { Spin } from 'antd'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { PAGES } from './allPages'
import { Frame } from './Frame'
import { Guarded } from './Guarded'
import { NoSuchPage } from './NoSuchPage'
import type { PageEntry } from './pages'
import { PageTrouble } from './PageTrouble'

/** A page's code is fetched when the page is opened. */
function route(page: PageEntry): RouteObject {
  return {
    path: page.path,
    lazy: async () => {
      const { default: Page } = await page.load()
      return { element: <Guarded page={page}><Page /></Guarded> }
    },
  }
}

export const router = createBrowserRouter([
  {
    element: <Frame />,
    errorElement: <PageTrouble />,
    hydrateFallbackElement: <Spin fullscreen />,
    children: [
      { errorElement: <PageTrouble />, children: [...PAGES.map(route), { path: '*', element: <NoSuchPage /> }] },
    ],
  },
])
