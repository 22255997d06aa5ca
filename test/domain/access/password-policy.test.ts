import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPassword, isPasswordDue, type PasswordProfileName } from '#domain/access/password-policy.ts'

const owner = { email: 'wang.fang@example.com', displayName: 'Wang Fang' }
const messages = (password: string, profile: PasswordProfileName = 'nist') =>
  checkPassword(profile, password, owner).map(problem => problem.message)

describe('the nist profile', () => {
  it.each(['correct horse battery', 'zebra lamp mustard', '我的老家就住在这个屯里', 'kdjfhgqpwo', '7394018265'])(
    'takes %s: length decides, not composition',
    password => expect(messages(password)).toEqual([]),
  )

  it('counts characters as a reader does', () => {
    expect(messages('一二三四五六七八九')).toEqual(['is 9 characters long'])
    expect(messages('😀😃😄😁😆😅😂🙂😉😊')).toEqual([])
  })

  it('takes 128 characters and no more', () => {
    const long = 'zebra lamp mustard '.repeat(7).slice(0, 128)
    expect(messages(long)).toEqual([])
    expect(messages(`${long}x`)).toEqual(['is 129 characters long'])
  })

  it.each([
    ['1234567890', 'digits in a row'],
    ['0987654321', 'and backwards'],
    ['abcdefghijkl', 'letters in a row'],
    ['aaaaaaaaaaaa', 'one character'],
    ['abababababab', 'two characters'],
    ['qwertyuiop', 'a row of keys'],
    ['QWERTYUIOP', 'whatever the case'],
    ['1qaz2wsx3edc', 'columns of keys'],
    ['woaini5201314', 'in pinyin with the usual digits'],
    ['Password2024!', 'a common word dressed up'],
    ['P@ssw0rd2024', 'with the usual replacements'],
    ['jiebang-demo-2026', 'the password of the demonstration'],
  ])('refuses %s: %s', password => expect(messages(password)).toContain('is one of the passwords that are tried first'))

  it.each(['my wang.fang password', 'xxWangFangxx99', 'WANG.FANG rules'])(
    'refuses %s: it has the name in it',
    password => expect(messages(password)).toContain('contains your name or e-mail name'),
  )

  it('does not mind very short names', () => {
    expect(checkPassword('nist', 'limestone quarry', { email: 'li@example.com', displayName: '李' })).toEqual([])
  })

  it('says everything at once, under the path of the field', () => {
    const problems = checkPassword('dengbao', 'aaaa', owner, 'newPassword')
    expect(problems.map(p => p.path)).toEqual(['newPassword', 'newPassword', 'newPassword'])
    expect(problems.every(p => p.remedy !== '')).toBe(true)
  })

  it('treats the same password the same, however it was typed', () => {
    expect(messages('ｑｗｅｒｔｙｕｉｏｐ')).toEqual(messages('qwertyuiop'))
  })
})

describe('the dengbao profile', () => {
  it('asks for three of four kinds of character', () => {
    expect(messages('zebra lamp mustard', 'dengbao')).toEqual(['has 2 of the four kinds of character'])
    expect(messages('Zebra lamp mustard', 'dengbao')).toEqual([])
    expect(messages('zebra7lamp-mustard', 'dengbao')).toEqual([])
  })

  it('still refuses the common ones', () => {
    expect(messages('Password123!', 'dengbao')).toContain('is one of the passwords that are tried first')
  })

  it('is stricter than nist, never weaker', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 140, unit: 'grapheme' }), password => {
        if (messages(password, 'dengbao').length === 0) expect(messages(password, 'nist')).toEqual([])
      }),
    )
  })

  it('wants a new password after ninety days; nist never does', () => {
    const changedAt = new Date('2026-01-01T00:00:00Z')
    const dayBefore = new Date('2026-03-31T23:59:59Z')
    const due = new Date('2026-04-01T00:00:00Z')
    expect(isPasswordDue('dengbao', changedAt, dayBefore)).toBe(false)
    expect(isPasswordDue('dengbao', changedAt, due)).toBe(true)
    expect(isPasswordDue('nist', changedAt, new Date('2036-01-01T00:00:00Z'))).toBe(false)
  })
})
