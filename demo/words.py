"""How an office writes codes: the fifteen columns of the people file, their hints, and the words in the cells."""

# The header of the outer contract, in its order, with the English name and the hint of the second row.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("姓名", "name", "必填，汉字"),
    ("公民身份号码", "citizen_number", "18位"),
    ("其他证件类型", "other_id_type", "无身份证时填"),
    ("其他证件号码", "other_id_number", "无身份证时填"),
    ("性别", "sex", "必填，男/女"),
    ("出生日期", "birth_date", "必填,YYYYMMDD"),
    ("民族", "ethnic_group", "如：汉族"),
    ("婚姻状况", "marital_status", "未婚/已婚/离异/丧偶"),
    ("户号", "household_number", "同户同号"),
    ("与户主关系", "relation_to_head", "如：户主/配偶/子/女"),
    ("户籍地区划代码", "registered_division", "12位"),
    ("现居住地区划代码", "residence_division", "必填,12位"),
    ("现居住地址", "residence_address", "详细到组、门牌号"),
    ("联系电话", "phone", "11位"),
    ("备注", "note", "选填"),
)
CHINESE = [chinese for chinese, _, _ in COLUMNS]
ENGLISH = [english for _, english, _ in COLUMNS]
HINTS = [hint for _, _, hint in COLUMNS]
AT = {english: place for place, english in enumerate(ENGLISH)}

SEX_WORDS = {"1": "男", "2": "女"}
# GB/T 2261.2
SINGLE, MARRIED, REMARRIED, WIDOWED, DIVORCED = "10", "20", "22", "30", "40"
MARITAL_WORDS = {SINGLE: "未婚", MARRIED: "已婚", REMARRIED: "再婚", WIDOWED: "丧偶", DIVORCED: "离异"}
# GB/T 4761
RELATION_WORDS = {
    "02": "户主",
    "10": "配偶",
    "20": "子",
    "30": "女",
    "38": "儿媳",
    "41": "孙子",
    "42": "孙女",
    "51": "父亲",
    "52": "母亲",
}
# GB 3304: the groups that the demo county has.
HAN, UYGHUR = "01", "05"
ETHNIC_WORDS = {
    HAN: "汉族",
    "03": "回族",
    "06": "苗族",
    "08": "壮族",
    "11": "满族",
    "12": "侗族",
    "15": "土家族",
    "22": "畲族",
    UYGHUR: "维吾尔族",
}
MINORITIES = ("03", "03", "03", "03", "06", "08", "11", "11", "12", "15", "15", "22", UYGHUR)
