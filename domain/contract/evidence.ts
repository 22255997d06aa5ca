/**
 * Documents that prove a money fact: bank slips, invoices, signed pages. What a file is, its first bytes say; a name or
 * a browser's word for it is not believed. OFD (GB/T 33190) is a ZIP whose root document is `OFD.xml`.
 */
import { Refusal } from '../refusal.ts'

const evidenceTypes = ['application/pdf', 'image/png', 'image/jpeg', 'application/ofd', 'application/xml'] as const
export type EvidenceType = (typeof evidenceTypes)[number]

export const maxEvidenceBytes = 20 * 1024 * 1024

/** Endings that fit a type; the first is the one added when the name has none of them. */
const endingsOfType: Record<EvidenceType, readonly string[]> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'application/ofd': ['.ofd'],
  'application/xml': ['.xml'],
}

export class EvidenceTooLarge extends Refusal {
  readonly code = 'EVIDENCE_TOO_LARGE'
  readonly sizeBytes: number
  readonly maxBytes = maxEvidenceBytes
  constructor(sizeBytes: number) {
    super(`The file has ${sizeBytes} bytes; at most ${maxEvidenceBytes} (20 MB) are taken`)
    this.sizeBytes = sizeBytes
  }
}

export class EvidenceTypeNotAllowed extends Refusal {
  readonly code = 'EVIDENCE_TYPE_NOT_ALLOWED'
  readonly allowed: readonly string[] = evidenceTypes
  constructor() {
    super('The content of the file is none of PDF, PNG, JPEG, OFD and XML; scan or export it as one of these')
  }
}

/** One document proves one money fact: the same slip twice would count one payment twice. */
export class EvidenceReused extends Refusal {
  readonly code = 'EVIDENCE_REUSED'
  readonly evidenceId: string
  constructor(evidenceId: string) {
    super('This document already proves another entry of this kind on the contract; attach the slip of this one')
    this.evidenceId = evidenceId
  }
}

function startsWith(bytes: Uint8Array, head: readonly number[], at = 0): boolean {
  return bytes.length >= at + head.length && head.every((byte, i) => bytes[at + i] === byte)
}

const ascii = (text: string) => Array.from(text, char => char.charCodeAt(0))
const zipEntry = [0x50, 0x4b, 0x03, 0x04]
const ofdRoot = ascii('OFD.xml')

/** A ZIP with an entry that is named exactly `OFD.xml`: its local header holds the length of the name at 26. */
function isOfd(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, zipEntry)) return false
  for (let at = bytes.indexOf(0x50); at !== -1; at = bytes.indexOf(0x50, at + 1)) {
    const isNamed = bytes[at + 26] === ofdRoot.length && bytes[at + 27] === 0
    if (isNamed && startsWith(bytes, zipEntry, at) && startsWith(bytes, ofdRoot, at + 30)) return true
  }
  return false
}

/** UTF-8 text that begins with an XML declaration or with a root element that is no web page. */
function isXml(bytes: Uint8Array): boolean {
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0
  const head = new TextDecoder().decode(bytes.subarray(start, start + 200)).trimStart()
  return (
    head.startsWith('<?xml') ||
    (/^<[\p{L}_][\p{L}\p{N}_.:-]*[\s/>]/u.test(head) && !/^<(html|svg|script)\b/i.test(head))
  )
}

/** The type by content, or null when it is none that is taken. */
export function detectEvidenceType(bytes: Uint8Array): EvidenceType | null {
  if (startsWith(bytes, ascii('%PDF-'))) return 'application/pdf'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (isOfd(bytes)) return 'application/ofd'
  return isXml(bytes) ? 'application/xml' : null
}

/** Whether a file is too large, before anybody reads it; null when it is not. */
export function checkEvidenceSize(sizeBytes: number): EvidenceTooLarge | null {
  return sizeBytes > maxEvidenceBytes ? new EvidenceTooLarge(sizeBytes) : null
}

/** Why the content cannot serve as evidence, or null. */
export function checkEvidence(bytes: Uint8Array): Refusal | null {
  return checkEvidenceSize(bytes.length) ?? (detectEvidenceType(bytes) === null ? new EvidenceTypeNotAllowed() : null)
}

/** The name under which a file is kept and handed out: no folders, no control characters, an ending that fits. */
export function evidenceName(name: string, type: EvidenceType): string {
  const base = (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim()
  const endings = endingsOfType[type]
  const short = Array.from(base === '' ? 'evidence' : base)
  const fits = endings.some(ending => base.toLowerCase().endsWith(ending))
  if (fits) return short.slice(-200).join('')
  return `${short.slice(0, 200).join('')}${endings[0] ?? ''}`
}
