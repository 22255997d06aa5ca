import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { referenceData } from './reference-data.ts'

const api = process.env.JIEBANG_API ?? 'http://127.0.0.1:4000'

/** Big libraries get files of their own, so that a change of ours does not make a reader fetch them again. */
const groups = [
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 20 },
  { name: 'words', test: /node_modules[\\/](i18next|react-i18next)[\\/]|[\\/]web[\\/]i18n[\\/]/, priority: 20 },
]

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), referenceData()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // No data: URLs, so that the content policy can stay strict.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: {
    port: 5173,
    proxy: { '/graphql': api, '/evidence': api, '/certificates': api, '/imports': api, '/templates': api },
  },
})
