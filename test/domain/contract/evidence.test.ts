import { describe, expect, test } from 'vitest'
import { checkEvidence, detectEvidenceType, evidenceName, maxEvidenceBytes } from '#domain/contract/evidence.ts'

const text = (content: string) => new TextEncoder().encode(content)
const bytes = (...values: number[]) => new Uint8Array([...values, 0, 0, 0, 0])

/** A local file header of a ZIP with this name; enough for what looks only at names. */
function zipEntry(name: string): Uint8Array {
  const header = new Uint8Array(30)
  header.set([0x50, 0x4b, 0x03, 0x04])
  header[26] = name.length
  return new Uint8Array([...header, ...text(name), ...text('content')])
}
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap(part => [...part]))

describe('the type by content', () => {
  test.each([
    ['PDF', text('%PDF-1.7 …'), 'application/pdf'],
    ['PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['OFD', zipEntry('OFD.xml'), 'application/ofd'],
    ['OFD whose root is not the first entry', join(zipEntry('Doc_0/x.xml'), zipEntry('OFD.xml')), 'application/ofd'],
    ['XML', text('<?xml version="1.0"?><EInvoice/>'), 'application/xml'],
    ['XML with a byte order mark', join(new Uint8Array([0xef, 0xbb, 0xbf]), text('<?xml ?>')), 'application/xml'],
    ['XML without declaration', text('<EInvoice>'), 'application/xml'],
    ['a spreadsheet', zipEntry('xl/workbook.xml'), null],
    ['a ZIP that only mentions OFD.xml', join(zipEntry('a.txt'), text('OFD.xml')), null],
    ['a web page', text('<html><script>'), null],
    ['a picture with script', text('<svg onload=x>'), null],
    ['a program', bytes(0x4d, 0x5a), null],
    ['plain text', text('paid'), null],
    ['nothing', new Uint8Array(), null],
  ])('%s', (_, content, type) => {
    expect(detectEvidenceType(content)).toBe(type)
    expect((checkEvidence(content) as { code?: string } | null)?.code).toBe(
      type === null ? 'EVIDENCE_TYPE_NOT_ALLOWED' : undefined,
    )
  })

  test('20 MB are taken, one byte more is not', () => {
    const content = new Uint8Array(maxEvidenceBytes + 1)
    content.set(text('%PDF-'))
    expect(checkEvidence(content.subarray(0, maxEvidenceBytes))).toBeNull()
    expect(checkEvidence(content)).toMatchObject({ code: 'EVIDENCE_TOO_LARGE', sizeBytes: maxEvidenceBytes + 1 })
  })
})

describe('the name of a file', () => {
  test.each([
    ['付款回单.pdf', 'application/pdf', '付款回单.pdf'],
    ['scan.JPEG', 'image/jpeg', 'scan.JPEG'],
    ['invoice.exe', 'application/pdf', 'invoice.exe.pdf'],
    ['../../etc/slip.png', 'image/png', 'slip.png'],
    ['C:\\scans\\slip.png', 'image/png', 'slip.png'],
    ['a\r\nSet-Cookie: x.xml', 'application/xml', 'aSet-Cookie: x.xml'],
    ['', 'application/ofd', 'evidence.ofd'],
  ] as const)('%s', (given, type, kept) => {
    expect(evidenceName(given, type)).toBe(kept)
  })
  test('a long name keeps its ending', () => {
    const kept = evidenceName(`${'长'.repeat(400)}.pdf`, 'application/pdf')
    expect(kept.length).toBe(200)
    expect(kept.endsWith('.pdf')).toBe(true)
  })
})
