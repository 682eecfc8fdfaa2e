"""What goes wrong at a window: one function per kind of error, named like the tag it leaves.

A function changes the row and returns whether it could; where it could not (a number without an x has no x to mistype),
the row stays right and gets no tag. At most one kind per field goes wrong in one registration.
"""

from __future__ import annotations

import datetime
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from . import name_lists, names, places, writing
from .documents import HOME_COUNTIES, check_character, is_valid, to_fifteen
from .mixes import Mix
from .people import Person
from .registration import Registration

PLACEHOLDERS = ("111111111111111111", "000000000000000000", "无", "0", "1", "999999999999999999", "123456789012345678", "不详", "-", "00000000",
                "111111111111111", "11111111", "xxxxxxxxxxxxxxxxxx", "无证件", "/", "null", "未提供", "88888888")  # fmt: skip
PLACEHOLDER_PHONES = ("13800138000", "13888888888", "11111111111", "13000000000", "0", "1", "无", "12345678901", "00000000000", "13999999999", "110", "120")
LOOK_ALIKES = """己已巳 未末 土士 戊戌戍 日曰 晨辰 冼洗 候侯 祎袆 淼森焱垚 玟玫枚 彬杉杨 婷停亭 莹萤荧 晴睛清倩 陈阵陆 杨扬汤 梅海悔 沫沬 赢嬴 徽微 钰玉珏 王玉主 李季 刘列 张弘 田由甲申
大太犬 天夫夭 子孑 千干于 丹舟 文交 平乎 兵乒 江汪 汪旺 柱桂 佳隹往 伟伟韦 莉梨利 丽两 芳芬 芬分 兰三 霞露 雪雷 雨两 红江虹 军车 军晕 建健键 明朋 朋用 国围 志忠 华毕 强弱 勇男 杰木 林材 林木 永水 玲铃伶
萍苹 敏教 静净 琴瑟 娟绢捐 娜哪 娅姬 倩清 洁浩 浩洁 浩皓 宇字 轩轻 涵函 梓样 轩轲 泽择译 睿容 晟成 晨震 昊吴 昊旻 昱昊 旭旮 旭九 晓饶烧 峰锋蜂 岩岩宕 鹏鸥 磊垒 鑫金 淑椒 桂佳挂 秀秃 英央 珍诊 荣营
菊掬 凤风 风凤 娥峨俄 银很 仙汕 巧朽 翠萃 清情青 贵责 贤坚 祥样 福副幅 禄碌 寿涛 庆床 庚康 廉康 莫草 博傅 傅博 谭潭 候候侯 侯候 付什 代伐 仕什任 任仕 仁仨 余佘 佘余 冯马 邓郑 邝旷 邵郡 郡郝 郝赤 祁邱
阎间 闫间 问间 田曲 曲由 申由 甲申 吕昌 吴吕 贾贸 龚袭 龙尤 尤龙 尢尤 柏伯 柳抑 栗粟 粟栗 岑芩 芩岑 苑范 范苑 荀苟 苟荀 茅矛 万方 方万 干千 午牛 牛午 朱未 末朱 史吏 吏史 白自 自白 目日 戴戳 籍藉 藉籍
肖尚 尚肖 崔霍 翟瞿 瞿翟 宣宜 宜宣 宫官 官宫 宏宠 安宴 宁守 家冢 宾兵 彤丹 彦产 彩釆 影彭 彭影 徐涂 涂徐 愉偷 恒垣 恬括 怡治 怀坏 思恩 恩思 慧彗 慈兹 成戊 欣欢 歆欣 毅敦 沐沭 沛市 沁心 洋样 洪哄 涛祷
淇琪 渊源 源原 溪奚 滢莹 潇箫 炜伟 炎灸 烨哗 焕换 煜昱 熙熹 燕蒸 琪淇 琳淋 瑞端 瑜愉 瑶谣摇 璐路露 璇旋 璟景 瑾谨 甜括 畅肠 皓浩 盈盆 眉看 睿睿壑 砚现 碧珀 祺棋 禹离 程呈 竹什 筠均 紫柴 素索 维堆 绮倚
翔祥 耀躍 聪总 胜姓 芊竿 芸云 芮内 苗笛 若苦 茜西 茹如 荷苛 萌明 萱宣 蓉容 蓓倍 蕾雷 薇微 蝶碟 裕浴 诗侍持 诺若 谦廉 豪毫 贝见 贺货 贞贡 辉挥 达迖 远运 迪笛 逸免 邦帮 钧钩 铭名 锐税 锦绵 雅稚 雯霎 霖淋 霏非
韵均 颖颍 飞乙 馨磬 骏俊 鸿鸣 麒骐 黎犁 默黑 齐斋""".split()  # fmt: skip
NEAR_SOUNDS = (("n", "l"), ("l", "n"), ("zh", "z"), ("ch", "c"), ("sh", "s"), ("z", "zh"), ("c", "ch"), ("s", "sh"), ("h", "f"), ("f", "h"))
NEAR_ENDS = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("an", "ang"), ("en", "eng"), ("in", "ing"))
MARKS = ("1", "2", "（退）", "(退)", "*", "(作废)", "1", "（新）", "（小）", ".", "、", "（医保）", "A", "(本院)", "（复诊）", "#", "--", "（停用）", "(自费)", "（外）")
VARIANTS = {"峰": "峯", "群": "羣", "珮": "佩", "佩": "珮", "喆": "哲", "哲": "喆", "淼": "渺", "堃": "坤", "坤": "堃", "昇": "升", "升": "昇", "闫": "阎", "阎": "闫", "萧": "肖", "肖": "萧",
            "付": "傅", "傅": "付", "兰": "蓝", "蓝": "兰", "邱": "丘", "翠": "翆", "凤": "鳳", "艳": "艶", "戴": "代", "詹": "占", "强": "強", "德": "徳", "青": "靑", "吴": "呉", "吕": "呂", "梅": "槑"}  # fmt: skip
WORKPLACES = ("清江市第一中学", "清江建设集团", "恒达机械厂", "清江师范学院学生宿舍", "江北工业园A区", "云川铁路局宿舍", "清江市实验小学", "老年公寓", "清江监狱", "江北电子厂宿舍")
NO_ADDRESS = ("不详", "无", "本市", "本地", "外地", "1", "同上", "清江", "本院")
KEYBOARD = {"1": "24", "2": "135", "3": "26", "4": "157", "5": "2468", "6": "359", "7": "48", "8": "579", "9": "68", "0": "12"}


@dataclass
class Window:
    """What an error may draw upon: chance, the mix, and strangers who stood in the queue."""

    chance: Random
    mix: Mix
    strangers: list[Person]

    def stranger(self) -> Person:
        return self.strangers[self.chance.randrange(len(self.strangers))]


def _index(groups: list[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for group in groups:
        for character in group:
            table[character] = table.get(character, "") + "".join(other for other in group if other != character)
    return table


_LOOKS = _index(LOOK_ALIKES)
_BY_SOUND: dict[str, list[str]] = {}
for _character, (_sound, _) in names.CHARACTERS.items():
    _BY_SOUND.setdefault(_sound, []).append(_character)


def _digit_at(text: str, place: int, chance: Random) -> str:
    """The text with the digit at a place replaced, by a neighbour on the keyboard more often than by any other."""
    old = text[place]
    new = chance.choice(KEYBOARD[old]) if chance.random() < 0.6 else chance.choice([digit for digit in "0123456789" if digit != old])
    return text[:place] + new + text[place + 1 :]


def _wrong_digit(text: str, chance: Random) -> str:
    digits = [place for place, sign in enumerate(text) if sign in KEYBOARD]
    return _digit_at(text, chance.choice(digits), chance) if digits else text


def _transposed(text: str, chance: Random) -> str:
    places = [place for place in range(len(text) - 1) if text[place] != text[place + 1] and text[place].isdigit()]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _set_number(row: Registration, text: str) -> bool:
    """Types a number; a window that checks numbers lets no wrong resident number of 18 characters pass."""
    if not row.id_no or text == row.id_no or (row.institution.checks_numbers and row.id_type == "01" and len(text) == 18 and not is_valid(text.upper())):
        return False
    row.id_no = text
    return True


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


# Numbers


def id_missing(row: Registration, window: Window) -> bool:
    if not row.id_no:
        return False
    row.id_no = ""
    if window.chance.random() < 0.5:
        row.id_type = ""
    return True


def id_digit(row: Registration, window: Window) -> bool:
    return _set_number(row, _wrong_digit(row.id_no, window.chance))


def id_transposed(row: Registration, window: Window) -> bool:
    return _set_number(row, _transposed(row.id_no, window.chance))


def id_dropped_digit(row: Registration, window: Window) -> bool:
    if row.institution.checks_numbers or len(row.id_no) < 6:
        return False
    place = window.chance.randrange(len(row.id_no))
    text = row.id_no[:place] + row.id_no[place + 1 :] if window.chance.random() < 0.7 else row.id_no[:place] + row.id_no[place] + row.id_no[place:]
    return _set_number(row, text)


def id_fifteen(row: Registration, window: Window) -> bool:
    if not is_valid(row.id_no) or row.id_no[6:8] != "19" or row.person.birth.year > 1999:
        return False
    return _set_number(row, to_fifteen(row.id_no))


def id_full_width(row: Registration, window: Window) -> bool:
    return _set_number(row, _wide(row.id_no))


def id_spaced(row: Registration, window: Window) -> bool:
    text = row.id_no
    if len(text) == 18 and window.chance.random() < 0.4:
        return _set_number(row, f"{text[:6]} {text[6:14]} {text[14:]}")
    return _set_number(row, window.chance.choice((" " + text, text + " ", text + "  ", text + "\t", "'" + text)))


def id_check_mark(row: Registration, window: Window) -> bool:
    if not row.id_no.endswith("X") or row.institution.checks_numbers:
        return False
    return _set_number(row, row.id_no[:-1] + window.chance.choice("*×+xX"[:4]))


def id_lower_x(row: Registration, window: Window) -> bool:
    return row.id_no.endswith("X") and window.chance.random() < 0.5 and _set_number(row, row.id_no[:-1] + "x")


def id_placeholder(row: Registration, window: Window) -> bool:
    chance = window.chance
    if chance.random() < 0.35:
        row.id_no = row.institution.dummy_number
    else:
        # The first ones are everybody's favourites.
        row.id_no = PLACEHOLDERS[min(int(chance.random() ** 3.0 * len(PLACEHOLDERS)), len(PLACEHOLDERS) - 1)]
    row.id_type = "01" if chance.random() < 0.8 else "99"
    return True


def id_of_relative(row: Registration, window: Window) -> bool:
    """The number of a mother, father, spouse or grown child, as the one who stands at the window shows the own card."""
    person = row.person
    near = [other for other in (person.mother, person.father, person.spouse) if other is not None] or person.relatives
    if not near:
        return False
    papers = window.chance.choice(near).document(row.day)
    if papers is None or papers.number == row.id_no:
        return False
    row.id_type, row.id_no = papers.kind, papers.number
    return True


def id_of_other(row: Registration, window: Window) -> bool:
    """A borrowed card: the number, and often the name and the birth date with it, are another person's."""
    if not row.id_no:
        return False
    papers = window.stranger().document(row.day)
    if papers is None or papers.number == row.id_no:
        return False
    row.id_type, row.id_no = papers.kind, papers.number
    return True


def id_temporary(row: Registration, window: Window) -> bool:
    row.id_type, row.id_no = "99", f"{window.chance.choice(('LS', 'T', 'TEMP', '临'))}{row.day:%y%m%d}{window.chance.randrange(1, 999):03d}"
    return True


def id_in_second(row: Registration, window: Window) -> bool:
    if not row.id_no or row.id2_no:
        return False
    row.id_type, row.id_no, row.id2_type, row.id2_no = "", "", row.id_type, row.id_no
    return True


def id_in_name_field(row: Registration, window: Window) -> bool:
    if not row.id_no:
        return False
    row.name, row.id_no = row.id_no, ""
    return True


def id_type_wrong(row: Registration, window: Window) -> bool:
    if not row.id_no:
        return False
    other = window.chance.choice(("01", "99", "", "03", "身份证", "1"))
    changed = other != row.id_type
    row.id_type = other
    return changed


def id_masked(row: Registration, window: Window) -> bool:
    return len(row.id_no) == 18 and _set_number(row, row.id_no[:6] + "********" + row.id_no[14:])


def id_birth_part(row: Registration, window: Window) -> bool:
    """Only region and birth date are typed, the rest is filled up."""
    return len(row.id_no) == 18 and _set_number(row, row.id_no[:14] + window.chance.choice(("0000", "1111", "", "0001")))


# Names


def _plain(row: Registration) -> bool:
    return len(row.name) >= 2 and all(character > "\u3400" and character != "·" for character in row.name)


def _change_character(row: Registration, window: Window, others) -> bool:
    """Replaces one character by one of `others(character)`; the given name goes wrong more often than the surname."""
    if not row.name or row.person.name(row.day).style == "foreign":
        return False
    places = list(range(1, len(row.name))) * 4 + [0]
    window.chance.shuffle(places)
    for place in places:
        pool = others(row.name[place], place)
        if pool:
            row.name = row.name[:place] + window.chance.choice(pool) + row.name[place + 1 :]
            return True
    return False


def name_homophone(row: Registration, window: Window) -> bool:
    def others(character: str, place: int) -> list[str] | str:
        if place == 0:
            return names.SAME_SOUNDING_SURNAMES.get(character, [])
        pool = names.HOMOPHONES.get(character, "")
        # What the input method offers first is what gets chosen.
        return pool[: max(2, len(pool) // 2)] if window.chance.random() < 0.7 else pool

    if not _change_character(row, window, others):
        return False
    if len(row.name) == 3 and window.chance.random() < 0.15:
        _change_character(row, window, others)
        row.tag("name_two_homophones")
    return True


def name_near_sound(row: Registration, window: Window) -> bool:
    """What is heard wrongly in the south: n and l, zh and z, ing and in."""

    def others(character: str, _: int) -> list[str]:
        sound = names.CHARACTERS.get(character, ("", ""))[0]
        found: list[str] = []
        for one, other in NEAR_SOUNDS:
            if sound.startswith(one) and not (len(one) == 1 and sound[1:2] == "h"):
                found += _BY_SOUND.get(other + sound[len(one) :], [])
        for one, other in NEAR_ENDS:
            if sound.endswith(one):
                found += _BY_SOUND.get(sound[: -len(one)] + other, [])
        return found

    return _change_character(row, window, others)


def name_look_alike(row: Registration, window: Window) -> bool:
    return _change_character(row, window, lambda character, _: _LOOKS.get(character, ""))


def name_one_wrong(row: Registration, window: Window) -> bool:
    """One character of the given name is simply another one."""
    pool = _BY_SOUND[window.chance.choice(("li", "ming", "hua", "fang", "jun", "wei", "xin", "yu"))]
    return _change_character(row, window, lambda character, place: pool if place else "")


def name_traditional(row: Registration, window: Window) -> bool:
    changed = names.to_traditional(row.name)
    if window.chance.random() < 0.4 or changed == row.name:
        changed = "".join(VARIANTS.get(character, character) for character in row.name)
    done = changed != row.name
    row.name = changed
    return done


def name_rare_lost(row: Registration, window: Window) -> bool:
    for character in row.name:
        if character in name_lists.RARE_CHARACTERS:
            if window.chance.random() < 0.3:
                pool = names.HOMOPHONES.get(character)
                replacement = window.chance.choice(pool) if pool else "?"
            else:
                replacement = row.institution.rare_as
            row.name = row.name.replace(character, replacement)
            return True
    return False


def name_pinyin(row: Registration, window: Window) -> bool:
    shown = row.person.name(row.day)
    if shown.style != "han" or not _plain(row):
        return False
    surname, given = names.surname_reading(shown.surname), names.reading(shown.given)
    if not (surname + given).isascii():
        return False
    chance = window.chance
    row.name = chance.choice((f"{surname} {given}", f"{surname.upper()} {given.upper()}", f"{surname.title()} {given.title()}", surname + given,
                              f"{given.title()} {surname.title()}", shown.surname + given))  # fmt: skip
    return True


def name_dropped(row: Registration, window: Window) -> bool:
    if len(row.name) < 3 or row.name.isascii():
        return False
    place = window.chance.randrange(1, len(row.name))
    row.name = row.name[:place] + row.name[place + 1 :]
    return True


def name_doubled(row: Registration, window: Window) -> bool:
    if not _plain(row):
        return False
    row.name += row.name[-1]
    return True


def name_swapped(row: Registration, window: Window) -> bool:
    if not _plain(row):
        return False
    place = window.chance.randrange(1, len(row.name) - 1) if len(row.name) > 2 and window.chance.random() < 0.8 else 0
    if row.name[place] == row.name[place + 1]:
        return False
    row.name = row.name[:place] + row.name[place + 1] + row.name[place] + row.name[place + 2 :]
    return True


def name_marked(row: Registration, window: Window) -> bool:
    row.name += window.chance.choice(MARKS)
    return True


def name_title(row: Registration, window: Window) -> bool:
    person, surname = row.person, row.person.name(row.day).surname
    chance = window.chance
    if chance.random() < 0.5:
        row.name += "先生" if person.sex == "1" else "女士"
    elif person.age(row.day) > 60:
        row.name = chance.choice((f"{surname}大爷", f"老{surname}", f"{surname}老")) if person.sex == "1" else chance.choice((f"{surname}婆婆", f"{surname}氏", f"{surname}奶奶"))
    else:
        row.name = chance.choice((f"{surname}某", f"{surname}某某", f"{surname}{'先生' if person.sex == '1' else '女士'}", f"小{surname}"))
    return True


def name_nickname(row: Registration, window: Window) -> bool:
    """A child by the name it has at home."""
    person = row.person
    if person.age(row.day) > 12:
        return False
    given = person.name(row.day).given
    row.name = window.chance.choice((given[-1] * 2, f"小{given[-1]}", person.name(row.day).surname + given[-1] * 2, given, "毛毛", "豆豆", "乐乐", "宝宝", row.name + "儿"))
    return True


def name_former(row: Registration, window: Window) -> bool:
    shown, first = row.person.name(row.day), row.person.names[0][1]
    if shown is first:
        return False
    row.name = first.text if window.chance.random() < 0.8 else f"{shown.text}（{first.text}）"
    return True


def name_spaced(row: Registration, window: Window) -> bool:
    chance = window.chance
    spaced = " ".join(row.name) if _plain(row) and chance.random() < 0.4 else row.name
    row.name = chance.choice((spaced, row.name + " ", " " + row.name, row.name[:1] + "\u3000" + row.name[1:] if _plain(row) else row.name + "\u3000"))
    return True


def name_spelling(row: Registration, window: Window) -> bool:
    """Another transcription of the same name, or another sign for the ·."""
    shown = row.person.name(row.day)
    chance = window.chance
    if shown.style == "dotted" and chance.random() < 0.5:
        row.name = row.name.replace("·", chance.choice((".", "•", "・", "", " ", "．", "-", "。", "‧", "˙")))
        row.tag("name_dot")
        return True
    if shown.style not in ("dotted", "parts") or not shown.spellings:
        return False
    row.name = chance.choice(shown.spellings)
    return True


def name_short_form(row: Registration, window: Window) -> bool:
    shown = row.person.name(row.day)
    if shown.style != "dotted":
        return False
    row.name = shown.short
    return True


def name_of_relative(row: Registration, window: Window) -> bool:
    if not row.person.relatives:
        return False
    row.name = window.chance.choice(row.person.relatives).name(row.day).text
    return True


def name_husbands(row: Registration, window: Window) -> bool:
    husband, shown = row.person.spouse, row.person.name(row.day)
    if husband is None or row.person.sex != "2" or row.person.age(row.day) < 55 or shown.style != "han" or husband.name(row.day).style != "han":
        return False
    row.name = f"{husband.name(row.day).surname}{shown.surname}氏" if window.chance.random() < 0.5 else husband.name(row.day).surname + shown.text
    return True


def name_full_width(row: Registration, window: Window) -> bool:
    wide = _wide(row.name)
    done = wide != row.name
    row.name = wide
    return done


def name_with_relation(row: Registration, window: Window) -> bool:
    """A child under the name of the parent, with the relation: 王芳女儿."""
    parent = row.person.mother or row.person.father
    if parent is None or row.person.age(row.day) > 10:
        return False
    kin = ("儿子", "之子", "（子）") if row.person.sex == "1" else ("女儿", "之女", "（女）")
    row.name = parent.name(row.day).text + window.chance.choice(kin)
    return True


# Sex and birth date


def sex_swapped(row: Registration, window: Window) -> bool:
    row.sex = "2" if row.sex == "1" else "1"
    return True


def sex_unknown(row: Registration, window: Window) -> bool:
    row.sex = "0"
    return True


def sex_unspecified(row: Registration, window: Window) -> bool:
    row.sex = "9"
    return True


def sex_missing(row: Registration, window: Window) -> bool:
    row.sex = ""
    return True


def sex_text(row: Registration, window: Window) -> bool:
    row.sex = window.chance.choice((("男", "M", "男性"), ("女", "F", "女性"))[row.sex == "2"])
    return True


def _set_birth(row: Registration, day: datetime.date) -> bool:
    text = writing.date(day, row.institution.date_form)
    done = text != row.birth_date
    row.birth_date = text
    return done


def birth_missing(row: Registration, window: Window) -> bool:
    row.birth_date = ""
    return True


def birth_swapped(row: Registration, window: Window) -> bool:
    birth = row.person.birth
    return birth.day <= 12 and _set_birth(row, birth.replace(month=birth.day, day=birth.month))


def birth_digit(row: Registration, window: Window) -> bool:
    """One digit of month or day is another one; the result is still a date."""
    birth, chance = row.person.birth, window.chance
    text = f"{birth:%Y%m%d}"
    for _ in range(4):
        typed = _digit_at(text, chance.randrange(4, 8), chance)
        try:
            return _set_birth(row, datetime.date(birth.year, int(typed[4:6]), int(typed[6:])))
        except ValueError:
            continue
    return False


def birth_year(row: Registration, window: Window) -> bool:
    birth = row.person.birth
    year = birth.year + window.chance.choice((-1, 1, -2, 2, -10, 10, 1, -1, 9, -9))
    return year <= row.day.year and _set_birth(row, birth.replace(year=year, day=min(birth.day, 28)))


def birth_epoch(row: Registration, window: Window) -> bool:
    return _set_birth(row, window.chance.choice((datetime.date(1900, 1, 1), datetime.date(1900, 1, 1), datetime.date(1970, 1, 1), datetime.date(1899, 12, 30), datetime.date(1990, 1, 1))))


def birth_year_only(row: Registration, window: Window) -> bool:
    birth = row.person.birth
    row.birth_date = window.chance.choice((f"{birth.year}", f"{birth:%Y-%m}", f"{birth:%Y%m}", f"{birth.year}年"))
    return True


def birth_lunar(row: Registration, window: Window) -> bool:
    """Month and day of the moon's calendar, as elders know their birthdays, to a day by the mean new moon."""
    birth = row.person.birth
    if row.person.age(row.day) < 40:
        return False
    # Days since the new moon of 2000-01-06, in units of which a synodic month has 29,530,589.
    since = (birth - datetime.date(2000, 1, 6)).days * 1_000_000
    day = since % 29_530_589 // 1_000_000 + 1
    month = birth.month - 1 if birth.day >= day else birth.month - 2
    month, year = ((month - 1) % 12 + 1, birth.year - (month < 1))
    try:
        return _set_birth(row, datetime.date(year, month, day))
    except ValueError:
        return False


def birth_from_age(row: Registration, window: Window) -> bool:
    """Only the age was asked; the system makes the first of January, or the day of the registration, of it."""
    years = row.person.age(row.day) + (window.chance.random() < 0.2)  # Some count the year of birth.
    year = row.day.year - years
    if window.chance.random() < 0.7:
        return _set_birth(row, datetime.date(year, 1, 1))
    return _set_birth(row, datetime.date(year, row.day.month, min(row.day.day, 28)))


def birth_next_day(row: Registration, window: Window) -> bool:
    return _set_birth(row, row.person.birth + datetime.timedelta(days=window.chance.choice((-1, 1))))


def birth_today(row: Registration, window: Window) -> bool:
    return _set_birth(row, row.day)


def birth_of_relative(row: Registration, window: Window) -> bool:
    return bool(row.person.relatives) and _set_birth(row, window.chance.choice(row.person.relatives).birth)


def birth_impossible(row: Registration, window: Window) -> bool:
    birth = row.person.birth
    row.birth_date = window.chance.choice((f"{birth.year}-02-30", f"{birth.year}-{birth.month:02d}-00", f"{birth.year}-13-{birth.day:02d}", "0000-00-00", f"{birth.year}-00-00", "1111-11-11"))
    return True


def birth_century(row: Registration, window: Window) -> bool:
    birth = row.person.birth
    if birth.year >= 2000:
        return _set_birth(row, birth.replace(year=birth.year - 100, day=min(birth.day, 28)))
    row.birth_date = f"{birth:%y-%m-%d}"
    return True


# Phones


def phone_missing(row: Registration, window: Window) -> bool:
    done, row.phone = bool(row.phone), ""
    return done


def phone_of_relative(row: Registration, window: Window) -> bool:
    if not row.person.relatives:
        return False
    other = window.chance.choice(row.person.relatives).phone(row.day)
    done = other != row.phone
    row.phone = other
    return done


def phone_switchboard(row: Registration, window: Window) -> bool:
    row.phone = row.institution.switchboard
    return True


def phone_placeholder(row: Registration, window: Window) -> bool:
    row.phone = row.institution.dummy_phone if window.chance.random() < 0.7 else window.chance.choice(PLACEHOLDER_PHONES)
    return True


def phone_landline(row: Registration, window: Window) -> bool:
    """The landline of the home, the same for all who live there; some write it without the area code."""
    place = row.person.address(row.day)
    number = (place.building * 7919 + int(place.room) * 104_729 + len(place.town) * 15_485_863 + ord(place.town[0]) * 49_979_687 + ord((place.estate or place.road)[0]) * 32_452_843) % 10**6
    row.phone = f"{window.chance.choice(('0849-', '0849', '', '(0849)'))}6{number:06d}"
    return True


def phone_prefixed(row: Registration, window: Window) -> bool:
    done = row.phone.startswith("154")
    if done:
        row.phone = window.chance.choice(("+86", "86", "+86 ", "0", "0086", "86-")) + row.phone
    return done


def phone_digit(row: Registration, window: Window) -> bool:
    changed = _wrong_digit(row.phone, window.chance)
    done = changed != row.phone
    row.phone = changed
    return done


def phone_transposed(row: Registration, window: Window) -> bool:
    changed = _transposed(row.phone, window.chance)
    done = changed != row.phone
    row.phone = changed
    return done


def phone_short(row: Registration, window: Window) -> bool:
    if len(row.phone) < 8:
        return False
    place = window.chance.randrange(len(row.phone))
    row.phone = row.phone[:place] + row.phone[place + 1 :]
    return True


def phone_spaced(row: Registration, window: Window) -> bool:
    text = row.phone
    if len(text) != 11:
        return False
    row.phone = window.chance.choice((f"{text[:3]} {text[3:7]} {text[7:]}", f"{text[:3]}-{text[3:7]}-{text[7:]}", _wide(text), text + " ", f"{text[:4]} {text[4:7]} {text[7:]}"))
    return True


def phone_two(row: Registration, window: Window) -> bool:
    if not row.person.relatives or not row.phone:
        return False
    row.phone += window.chance.choice(("/", "、", ";", " ", ",")) + window.chance.choice(row.person.relatives).phone(row.day)
    return True


def phone_former(row: Registration, window: Window) -> bool:
    done = bool(row.person.phones) and row.phone != row.person.phones[0][1]
    if done:
        row.phone = row.person.phones[0][1]
    return done


def phone_of_stranger(row: Registration, window: Window) -> bool:
    """Of a colleague, a neighbour, a carer or the one who brought the patient."""
    row.phone = window.stranger().phone(row.day)
    return True


# Addresses and nation


def address_missing(row: Registration, window: Window) -> bool:
    done, row.address = bool(row.address), ""
    return done


def address_institution(row: Registration, window: Window) -> bool:
    row.address = row.institution.own_address
    return True


def address_former(row: Registration, window: Window) -> bool:
    former = row.person.addresses[0][1]
    if former == row.person.address(row.day):
        return False
    row.address = places.write(former, window.chance.choice(row.institution.address_grains), 0)
    return True


def address_card(row: Registration, window: Window) -> bool:
    if row.person.card_address is None:
        return False
    row.address = places.full(row.person.card_address)
    return True


def address_typo(row: Registration, window: Window) -> bool:
    if len(row.address) < 4:
        return False
    chance = window.chance
    digits = [place for place, sign in enumerate(row.address) if sign.isdigit()]
    if digits and chance.random() < 0.5:
        row.address = _digit_at(row.address, chance.choice(digits), chance)
    else:
        place = chance.randrange(len(row.address))
        row.address = row.address[:place] + row.address[place + 1 :]
    return True


def address_coarse(row: Registration, window: Window) -> bool:
    row.address = places.write(row.person.address(row.day), "coarse", 0)
    return True


def address_of_work(row: Registration, window: Window) -> bool:
    row.address = window.chance.choice(WORKPLACES)
    return True


def address_placeholder(row: Registration, window: Window) -> bool:
    row.address = window.chance.choice(NO_ADDRESS)
    return True


def nation_missing(row: Registration, window: Window) -> bool:
    done, row.nation = bool(row.nation), ""
    return done


def nation_han(row: Registration, window: Window) -> bool:
    text = writing.nation("01", row.institution.nation_form)
    done = bool(text) and row.nation != text
    if done:
        row.nation = text
    return done


def nation_other(row: Registration, window: Window) -> bool:
    row.nation = window.chance.choice(("03", "11", "99", "汉", "汉族", "1", "HA"))
    return True


class ErrorModel:
    """Draws, per field, whether something goes wrong and what, by the mix's rates and the institution's quality."""

    def __init__(self, mix: Mix) -> None:
        self._fields = {
            name: ([globals()[kind] for kind in kinds], list(accumulate(kinds.values()))) for name, kinds in mix.errors.items()
        }
        # A rate that asks for a special person (a former name, a rare character) stands beside the draw, not inside it.
        self._special = [(globals()[kind], kind, rate) for kinds in mix.errors.values() for kind, rate in kinds.items() if kind in SPECIAL]
        for name, kinds in mix.errors.items():
            plain = {kind: rate for kind, rate in kinds.items() if kind not in SPECIAL}
            self._fields[name] = ([globals()[kind] for kind in plain], list(accumulate(plain.values())))

    def apply(self, row: Registration, window: Window, untouched: frozenset[str], factor: float) -> None:
        """Spoils a row; fields in `untouched` were read by a machine and stay right."""
        chance, quality = window.chance, row.institution.quality
        if "name" not in untouched:
            for function, kind, rate in self._special:
                if chance.random() < rate and function(row, window):
                    row.tag(kind)
                    break
        for name, (functions, sums) in self._fields.items():
            if name in untouched:
                continue
            drawn = chance.random() / (quality[name] * factor)
            if drawn < sums[-1]:
                function = functions[bisect(sums, drawn)]
                if function(row, window):
                    row.tag(function.__name__)


SPECIAL = frozenset(("name_rare_lost", "name_former", "name_spelling", "name_short_form"))
