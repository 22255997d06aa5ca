/**
 * Passwords that are tried first, in lower case, as words without the digits people append; common in Chinese and
 * English lists alike, and the one of this project's demonstration. Written for this project: short on purpose, the length rule
 * does the rest.
 */
const words = `
password passwort passw0rd passcode changeme changeit letmein welcome welcomeback trustno superman batman spiderman
iloveyou loveyou loveyouforever woaini woainima woaiwojia woshishui woaizhongguo nihao nihaoma qwerty qwertyuiop
qwertyuiopasdf asdfgh asdfghjkl asdfghjklzxcvbnm zxcvbn zxcvbnm qazwsx qazwsxedc qazwsxedcrfv qweasd qweasdzxc
administrator admin adminadmin adminpassword root rootroot rootpassword toor superuser guest guestguest default
testtest testpassword testing testuser mypassword mypasswordis newpassword oldpassword yourpassword thepassword
passwordpassword secret secretsecret topsecret dragon monkey football baseball basketball sunshine princess shadow
master mastermaster michael jordan computer internet windows microsoft google alibaba tencent baidu huawei wechat
weixin taobao zhifubao zhengzhou henan beijing shanghai guangzhou shenzhen zhongguo china chinachina jiebang
jiebangguashuai keji kejiju kejiting zhengfu gongsi daxue mima mimamima wodemima xinmima qingdenglu yonghu
jiebang-demo guanliyuan chaojiguanliyuan woyaodenglu meiyoumima
`
const numbers = `
1234567890 0123456789 0987654321 9876543210 12345678910 123456789a 123456789q a123456789 q123456789 aa12345678
abc123456789 123456789abc abc1234567 1234567abc abcd123456 123456abcd abcd1234567 a1234567890 1234567890a woaini1314
woaini520 woaini5201314 5201314520 5201314521 1314520520 5201314woaini 1314521521 147258369 1472583690 741852963
7418529630 789456123 7894561230 1233211234567 1234554321 123123123123 1231231234 123321123321 1122334455 11223344556
112233445566 1357924680 2468013579 qwer123456 qwer1234567 qwerty12345 qwerty123456 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
1qaz2wsx3edc4rfv zaq12wsxcde3 asdf123456 zxcv123456 zxcvbnm123 admin12345 admin123456 admin888888 admin1234567
root123456 test123456 pass123456 password12 password1! p@ssw0rd123 p@ssw0rd1234 abc12345678 aaa123456789 aini1314520
`

export const commonPasswords: ReadonlySet<string> = new Set(`${words} ${numbers}`.split(/\s+/).filter(Boolean))
