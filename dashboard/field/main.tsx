import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { start } from './store/device'
import './field.css'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
void start()
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' })
