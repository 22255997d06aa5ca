import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './base.css'
import { startWords } from './i18n/start.ts'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no element for the app')
await startWords()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
