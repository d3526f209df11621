import type { Pair, Texts } from '../i18n/texts'

/** GB/T 2261.1 */
export const SEX: Texts = { 0: ['未知', 'Unknown'], 1: ['男', 'Male'], 2: ['女', 'Female'], 9: ['未说明', 'Not stated'] }

/** GB/T 2261.2 */
export const MARITAL: Texts = {
  10: ['未婚', 'Single'], 20: ['已婚', 'Married'], 21: ['初婚', 'First marriage'], 22: ['再婚', 'Remarried'],
  23: ['复婚', 'Marriage restored'], 30: ['丧偶', 'Widowed'], 40: ['离婚', 'Divorced'], 90: ['未说明', 'Not stated'],
}

/** GB 3304, in the order of its codes 01 … 56. */
const ETHNIC_GROUPS: readonly Pair[] = [
  ['汉族', 'Han'], ['蒙古族', 'Mongol'], ['回族', 'Hui'], ['藏族', 'Tibetan'], ['维吾尔族', 'Uygur'], ['苗族', 'Miao'],
  ['彝族', 'Yi'], ['壮族', 'Zhuang'], ['布依族', 'Buyei'], ['朝鲜族', 'Korean'], ['满族', 'Manchu'], ['侗族', 'Dong'],
  ['瑶族', 'Yao'], ['白族', 'Bai'], ['土家族', 'Tujia'], ['哈尼族', 'Hani'], ['哈萨克族', 'Kazak'], ['傣族', 'Dai'],
  ['黎族', 'Li'], ['傈僳族', 'Lisu'], ['佤族', 'Va'], ['畲族', 'She'], ['高山族', 'Gaoshan'], ['拉祜族', 'Lahu'],
  ['水族', 'Sui'], ['东乡族', 'Dongxiang'], ['纳西族', 'Naxi'], ['景颇族', 'Jingpo'], ['柯尔克孜族', 'Kirgiz'],
  ['土族', 'Tu'], ['达斡尔族', 'Daur'], ['仫佬族', 'Mulao'], ['羌族', 'Qiang'], ['布朗族', 'Blang'], ['撒拉族', 'Salar'],
  ['毛南族', 'Maonan'], ['仡佬族', 'Gelao'], ['锡伯族', 'Xibe'], ['阿昌族', 'Achang'], ['普米族', 'Pumi'], ['塔吉克族', 'Tajik'],
  ['怒族', 'Nu'], ['乌孜别克族', 'Uzbek'], ['俄罗斯族', 'Russian'], ['鄂温克族', 'Ewenki'], ['德昂族', "De'ang"],
  ['保安族', 'Bonan'], ['裕固族', 'Yugur'], ['京族', 'Gin'], ['塔塔尔族', 'Tatar'], ['独龙族', 'Derung'], ['鄂伦春族', 'Oroqen'],
  ['赫哲族', 'Hezhen'], ['门巴族', 'Monba'], ['珞巴族', 'Lhoba'], ['基诺族', 'Jino'],
]
export const ETHNIC: Texts = Object.fromEntries([
  ...ETHNIC_GROUPS.map((name, index): [string, Pair] => [String(index + 1).padStart(2, '0'), name]),
  ['97', ['其他', 'Other']], ['98', ['外国血统', 'Of foreign origin']],
] as [string, Pair][])

export const ROLE: Texts = {
  'county-admin': ['县管理员', 'County administrator'],
  'county-officer': ['县级工作人员', 'County officer'],
  'township-officer': ['乡镇工作人员', 'Township officer'],
  'village-worker': ['村级工作人员', 'Village worker'],
  'finance-officer': ['财政工作人员', 'Finance officer'],
  auditor: ['审计员', 'Auditor'],
}

export const DEPARTMENT: Texts = {
  'public-security': ['公安', 'Public security'], 'civil-affairs': ['民政', 'Civil affairs'], education: ['教育', 'Education'],
  health: ['卫生健康', 'Health'], 'human-resources': ['人力资源和社会保障', 'Human resources'],
}

export const LEVEL: Texts = {
  province: ['省', 'Province'], city: ['市', 'City'], county: ['县', 'County'], town: ['乡镇', 'Town'], village: ['村', 'Village'],
}
