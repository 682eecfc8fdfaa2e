"""Addresses of a made-up city and the ways in which windows write them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PROVINCE, CITY = "云川省", "清江市"
DISTRICTS = ("城东区", "城西区", "江北区", "高新区", "安和县", "白水县", "云岭县", "石门市")
STREETS = "解放 人民 建设 中山 和平 胜利 新华 文化 光明 滨江 长江 朝阳 团结 幸福 青年 迎宾 工农 东风 红旗 学府 金沙 翠竹 凤凰 龙泉 桃园 梅花 清水 南湖 北苑 西苑".split()
ESTATES = "阳光花园 锦绣江南 丽景苑 金色家园 东方名城 滨江花园 世纪城 翠湖苑 幸福里 学府佳苑 凤凰城 紫荆花园 御景湾 和谐家园 安居小区 工人新村 机关家属院 纺织厂宿舍 铁路新村 桂花苑 春江花月 万达华府 恒泰名都 福满园 龙湖半岛 康居园".split()
TOWNS = "石桥 双河 青龙 白马 大田 黄坡 新店 龙门 太平 永安 清溪 三合 柳林 河口 高山 马鞍 杨柳 回龙 天池 观音".split()
VILLAGES = "红星 前进 新民 团山 石坝 李家湾 王家沟 张家坪 大树 双龙 柏林 金鸡 梨树 水井 白云 核桃 青杠 麻柳 月亮 桐子 长坡 龙井 高坎 桥头".split()
ELSEWHERE = (
    "河南省周口市太康县", "安徽省阜阳市颍上县", "湖北省孝感市云梦县", "湖南省邵阳市隆回县", "江西省上饶市鄱阳县", "贵州省毕节市织金县",
    "山东省菏泽市曹县", "河北省邯郸市魏县", "广西壮族自治区南宁市武鸣区", "云南省昭通市镇雄县", "甘肃省定西市陇西县", "新疆维吾尔自治区喀什地区莎车县",
    "西藏自治区那曲市色尼区", "内蒙古自治区赤峰市宁城县", "黑龙江省绥化市青冈县", "广东省茂名市化州市", "福建省莆田市仙游县", "重庆市云阳县",
)  # fmt: skip


@dataclass(frozen=True)
class Address:
    """An address by its parts; a part that does not exist is empty. `house` is what follows the road or village."""

    province: str
    city: str
    district: str
    town: str
    road: str
    estate: str
    building: int
    unit: int
    room: str

    @property
    def rural(self) -> bool:
        return not self.estate


def make_address(chance: Random, rural: bool) -> Address:
    district = chance.choice(DISTRICTS[4:] if rural else DISTRICTS)
    if rural:
        return Address(PROVINCE, CITY, district, chance.choice(TOWNS) + chance.choice(("镇", "镇", "乡")), chance.choice(VILLAGES) + "村", "",
                       chance.randrange(1, 13), 0, str(chance.randrange(1, 120)))  # fmt: skip
    return Address(
        PROVINCE, CITY, district, chance.choice(STREETS) + "街道",
        f"{chance.choice(STREETS)}{chance.choice(('路', '路', '街', '大道'))}{chance.randrange(1, 400)}号",
        chance.choice(ESTATES), chance.randrange(1, 40), chance.randrange(1, 5),
        f"{chance.randrange(1, 34)}0{chance.randrange(1, 7)}",
    )  # fmt: skip


def make_origin(chance: Random) -> Address:
    """Where a migrant's identity card says that he lives."""
    place = chance.choice(ELSEWHERE)
    return Address("", "", place, chance.choice(TOWNS) + "镇", chance.choice(VILLAGES) + "村", "", chance.randrange(1, 16), 0,
                   str(chance.randrange(1, 200)))  # fmt: skip


def full(address: Address) -> str:
    """The address as an identity card prints it."""
    head = address.province + address.city + address.district
    if address.rural:
        return f"{head}{address.town}{address.road}{address.building}组{address.room}号"
    return f"{head}{address.town}{address.road}{address.estate}{address.building}号楼{address.unit}单元{address.room}室"


def _house(address: Address, style: int) -> str:
    if address.rural:
        return (f"{address.building}组{address.room}号", f"{address.building}组", f"{address.building}社{address.room}号", f"{address.building}队")[style % 4]
    building, unit, room = address.building, address.unit, address.room
    return (
        f"{building}号楼{unit}单元{room}室", f"{building}栋{unit}单元{room}", f"{building}-{unit}-{room}", f"{building}幢{room}室",
        f"{building}#{unit}-{room}", f"{building}座{unit}单元{room}号", f"{building}号{room}室", f"{building}栋",
    )[style % 8]  # fmt: skip


def write(address: Address, grain: str, style: int) -> str:
    """The address as free text.

    `grain` is one of full, city, district, street, estate, coarse; `style` picks how building and room are written.
    """
    house = _house(address, style)
    if grain == "coarse":
        return address.city + address.district if address.city else address.district
    if address.rural:
        tail = {"full": address.province + address.city + address.district + address.town, "city": address.city + address.district + address.town,
                "district": address.district + address.town, "street": address.town, "estate": ""}[grain]  # fmt: skip
        return tail + address.road + house
    head = {
        "full": f"{address.province}{address.city}{address.district}{address.town}{address.road}{address.estate}",
        "city": f"{address.city}{address.district}{address.road}{address.estate}",
        "district": f"{address.district}{address.estate}" if style % 3 else f"{address.district}{address.road}{address.estate}",
        "street": f"{address.road}{address.estate}" if style % 2 else address.road,
        "estate": address.estate,
    }[grain]
    return head + house
