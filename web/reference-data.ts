/** Serves the code lists (GB/T 2260, GB/T 4754) from our own address as small static files: `{ code: name }`. */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const lists = ['regions', 'industries'] as const

function readList(name: (typeof lists)[number]): string {
  const file = new URL(`../db/seed/data/${name}.json`, import.meta.url)
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { code: string; name: string }[]
  return JSON.stringify(Object.fromEntries(rows.map(row => [row.code, row.name])))
}

export function referenceData(): Plugin {
  return {
    name: 'reference-data',
    configureServer(server) {
      server.middlewares.use('/reference', (request, response, next) => {
        const name = lists.find(list => request.url === `/${list}.json`)
        if (!name) return next()
        response.setHeader('content-type', 'application/json; charset=utf-8')
        response.end(readList(name))
      })
    },
    generateBundle() {
      for (const name of lists)
        this.emitFile({ type: 'asset', fileName: `reference/${name}.json`, source: readList(name) })
    },
  }
}
