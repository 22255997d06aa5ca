/**
 * Draws the state diagrams of docs/lifecycles.md from the tables that decide: `npm run lifecycles`.
 * Each diagram stands between two markers; everything else on the page is written by hand and stays as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lifecycles } from '#db/seed/reference.ts'
import { type Lifecycle, listTransitions } from '#domain/lifecycle.ts'
import { initialDeterminationState } from '#domain/subsidy/money/determination.ts'

export const lifecyclesPage = fileURLToPath(new URL('./lifecycles.md', import.meta.url))

/** A figure of a draft policy begins as a simulation; every other subject has the one first state of its table. */
const otherStarts: Readonly<Record<string, readonly string[]>> = { determination: [initialDeterminationState('draft')] }

function draw(kind: string, lifecycle: Lifecycle<string, string>): string {
  const steps = listTransitions(lifecycle)
  const leaving = new Set(steps.map(({ from }) => from))
  const ends = Object.keys(lifecycle.transitions).filter(state => !leaving.has(state))
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...[lifecycle.initial, ...(otherStarts[kind] ?? [])].map(state => `  [*] --> ${state}`),
    ...steps.map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`),
    ...ends.map(state => `  ${state} --> [*]`),
    '```',
  ].join('\n')
}

const section = /<!-- lifecycle: ([\w, ]+) -->\n[\s\S]*?<!-- \/lifecycle -->/g

/**
 * The page with its diagrams drawn anew. A marker names one kind, or several that share one table. Throws when a kind
 * is unknown, is missing on the page, or no longer shares the table of those it stands with.
 */
export function drawLifecycles(page: string): string {
  const drawn = new Set<string>()
  const next = page.replace(section, (_, names: string) => {
    const diagrams = new Set<string>()
    for (const kind of names.split(',').map(name => name.trim())) {
      const lifecycle = lifecycles[kind]
      if (!lifecycle) throw new Error(`docs/lifecycles.md: there is no lifecycle "${kind}"; remove it from the marker`)
      drawn.add(kind)
      diagrams.add(draw(kind, lifecycle))
    }
    if (diagrams.size > 1) throw new Error(`docs/lifecycles.md: ${names} differ now; give each a section of its own`)
    return `<!-- lifecycle: ${names} -->\n${[...diagrams].join('')}\n<!-- /lifecycle -->`
  })
  const missing = Object.keys(lifecycles).filter(kind => !drawn.has(kind))
  if (missing.length > 0)
    throw new Error(`docs/lifecycles.md: no diagram of ${missing.join(', ')}; add a section with its markers`)
  return next
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(lifecyclesPage, drawLifecycles(readFileSync(lifecyclesPage, 'utf8')))
