/**
 * What whoever runs the site has configured: read once from a meta element of the page, so that no script stands inline
 * and nothing is asked for twice. Every part may be missing.
 */
export interface Site {
  isDemo: boolean
  /** 主办单位 */
  host: string | null
  contact: string | null
  /** ICP 备案号 */
  icpNumber: string | null
  /** 公安备案号 */
  policeNumber: string | null
  /** 党政机关网站标识 */
  governmentMark: string | null
  demoAccounts: readonly { email: string; label: string }[]
  demoPassword: string | null
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)

function readAccounts(value: unknown): Site['demoAccounts'] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    const { email, label } = (entry ?? {}) as Record<string, unknown>
    return typeof email === 'string' && typeof label === 'string' ? [{ email, label }] : []
  })
}

/** Reads the settings; anything unreadable counts as not set. */
export function parseSite(json: string): Site {
  let given: Record<string, unknown> = {}
  try {
    const parsed: unknown = JSON.parse(json)
    if (typeof parsed === 'object' && parsed !== null) given = parsed as Record<string, unknown>
  } catch {
    // A page served without settings is a page without a footer block, not a broken page.
  }
  return {
    isDemo: given.isDemo === true,
    host: text(given.host),
    contact: text(given.contact),
    icpNumber: text(given.icpNumber),
    policeNumber: text(given.policeNumber),
    governmentMark: text(given.governmentMark),
    demoAccounts: readAccounts(given.demoAccounts),
    demoPassword: text(given.demoPassword),
  }
}

let known: Site | null = null

export function readSite(): Site {
  const element = document.querySelector('meta[name="jiebang:site"]')
  known ??= parseSite(element?.getAttribute('content') ?? '{}')
  return known
}
