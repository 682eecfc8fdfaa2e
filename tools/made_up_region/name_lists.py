"""What people are called: facts of public statistics (shares of surnames, fashions of given names) in rough figures.

Surnames carry their share of the population in per mille as the reports of the public-security ministry round them;
from the hundredth on the figures are our estimates. Given names come from the yearly lists of the commonest names,
with the decade in which they were in fashion; the characters from which the rest is put together follow the same lists.
"""

from __future__ import annotations

SURNAMES = """王 71 李 70 张 67 刘 53 陈 46 杨 31 黄 25 赵 21 周 20 吴 20 徐 17 孙 16 朱 14 马 14 胡 14 郭 12 林 12 何 12 高 11 梁 10
郑 10 罗 10 宋 9 谢 8.5 唐 8 韩 8 曹 7.5 许 7.4 邓 7 萧 0.5 肖 6.5 冯 6.5 曾 6.2 程 6 蔡 6 彭 5.8 潘 5.6 袁 5.5 于 5.4 董 5.3 余 5.2
苏 5 叶 4.9 吕 4.7 魏 4.6 蒋 4.5 田 4.4 杜 4.3 丁 4.2 沈 4.1 姜 4 范 4 江 3.8 傅 3 付 1.5 钟 3.6 卢 3.6 汪 3.5 戴 3.4 崔 3.3 任 3.3
陆 3.2 廖 3.2 姚 3.1 方 3.1 金 3 邱 3 夏 2.9 谭 2.9 韦 2.8 贾 2.8 邹 2.7 石 2.6 熊 2.6 孟 2.5 秦 2.5 阎 0.8 闫 1.8 薛 2.4 侯 2.3 雷 2.3 白 2.3
龙 2.2 段 2.2 郝 2.1 孔 2.1 邵 2 史 2 毛 2 常 2 万 1.9 顾 1.9 赖 1.8 武 1.8 康 1.8 贺 1.7 严 1.7 尹 1.7 钱 1.6 施 1.6 牛 1.6 洪 1.5
龚 1.5 汤 1.5 陶 1.4 黎 1.4 温 1.4 莫 1.3 易 1.3 樊 1.3 乔 1.2 文 1.2 安 1.2 殷 1.1 颜 1.1 庄 1.1 章 1.1 鲁 1.1 倪 1 庞 1 邢 1 俞 1
翟 0.9 蓝 0.9 聂 0.9 齐 0.9 向 0.9 申 0.9 葛 0.9 柴 0.8 伍 0.8 覃 0.8 骆 0.8 关 0.8 焦 0.8 柳 0.7 欧 0.7 祝 0.7 纪 0.7 尚 0.7 毕 0.7 耿 0.7
芦 0.6 左 0.6 季 0.6 管 0.6 符 0.6 辛 0.6 苗 0.6 詹 0.6 曲 0.6 欧阳 0.6 靳 0.5 祁 0.5 路 0.5 涂 0.5 兰 0.5 甘 0.5 裴 0.5 梅 0.5 童 0.5 翁 0.5
霍 0.4 游 0.4 阮 0.4 尤 0.4 岳 0.4 柯 0.4 牟 0.4 滕 0.4 谷 0.4 舒 0.4 卜 0.4 成 0.4 饶 0.4 宁 0.4 凌 0.4 盛 0.4 查 0.3 单 0.3 冉 0.3 鲍 0.3
华 0.3 包 0.3 屈 0.3 房 0.3 喻 0.3 解 0.3 蒲 0.3 卫 0.3 简 0.3 时 0.3 连 0.3 车 0.3 项 0.3 闵 0.3 邬 0.3 吉 0.3 党 0.3 阳 0.2 司 0.2 费 0.2
蒙 0.2 席 0.2 晏 0.2 隋 0.2 古 0.2 强 0.2 穆 0.2 姬 0.2 占 0.2 瞿 0.2 仇 0.2 区 0.2 冼 0.1 朴 0.2 上官 0.1 司马 0.1 诸葛 0.1 皇甫 0.1 尉迟 0.05 令狐 0.05 东方 0.05
慕容 0.04 端木 0.03 司徒 0.1 夏侯 0.04 逯 0.05 亓 0.05 臧 0.2 晁 0.1 郗 0.05 缪 0.2 乐 0.1 盖 0.1 曾 0.1 苑 0.1 宫 0.2 戚 0.2 佟 0.2 那 0.1 敖 0.1 危 0.05"""

# First year, last year, weight of the whole line against put-together names, then names (the commoner first).
POPULAR_MALE = (
    (1930, 1949, "国华 德明 玉山 文德 永福 金龙 树生 福生 长林 德胜 志清 万福 广才 明德 宝山 金山 振华 国栋 家才 有福 根生 水生"),
    (1950, 1959, "建国 建华 国华 和平 明 建平 志强 军 平 国强 卫国 国庆 援朝 抗美 德明 志明 建民 玉明 永明 国平 金生 解放"),
    (1960, 1969, "军 勇 伟 建华 建国 明 建军 平 红军 卫东 志强 刚 强 波 斌 跃进 文革 国强 东 卫国 学军 建平 海 林 辉 建明"),
    (1970, 1979, "勇 军 伟 强 刚 涛 斌 波 辉 磊 杰 建军 红兵 志刚 明 鹏 海涛 健 峰 志勇 东 俊 建华 毅 超 永刚 海波"),
    (1980, 1989, "伟 磊 勇 涛 超 强 鹏 军 波 杰 洋 刚 辉 斌 峰 亮 浩 俊 凯 明 飞 龙 帅 旭 健 鑫 宇 晓东 海涛 志强 建 永强"),
    (1990, 1999, "杰 浩 鑫 超 伟 鹏 磊 宇 涛 帅 凯 旭 俊杰 龙 洋 强 博 阳 文杰 志强 明 坤 晨 佳伟 俊 志伟 斌 浩然 航 晓龙 嘉豪"),
    (2000, 2009, "俊杰 浩 鑫 杰 宇轩 浩然 博文 宇 文杰 涛 子豪 天宇 嘉豪 志豪 浩宇 俊豪 宇航 子轩 一鸣 鹏 昊 昊天 明轩 子涵 博 嘉伟"),
    (2010, 2019, "浩宇 子轩 宇轩 浩然 子涵 宇航 梓轩 子豪 皓轩 雨泽 梓豪 博文 俊熙 一诺 子睿 梓涵 铭轩 奕辰 宇泽 俊杰 沐辰 子墨 浩轩 睿 晨曦 嘉豪 佳豪 佳浩"),
    (2020, 2030, "沐宸 浩宇 沐辰 茗泽 奕辰 宇泽 浩然 奕泽 宇轩 沐阳 宇辰 梓睿 子墨 知行 景行 亦辰 沐泽 俊熙 铭泽 瑾瑜 云舟 星辰 子安 屿泽"),
)
POPULAR_FEMALE = (
    (1930, 1949, "秀英 桂英 秀兰 玉兰 玉英 桂兰 玉珍 凤英 秀珍 淑珍 桂珍 淑英 素珍 凤兰 玉梅 翠英 兰英 素英 金花 月英 桂香 大妹 二妹 腊梅"),
    (1950, 1959, "秀英 桂英 玉兰 秀兰 秀珍 玉梅 桂兰 桂花 玉珍 秀荣 淑珍 桂芳 凤英 淑英 丽华 玉英 惠珍 小妹 凤琴 素芬 建华 秀华"),
    (1960, 1969, "英 秀英 丽 敏 秀珍 红 桂英 萍 玉梅 玲 秀兰 丽华 芳 霞 玉兰 燕 红梅 丽萍 桂芳 秀芳 淑芳 玉华 桂花 梅 琴 丽娟 惠"),
    (1970, 1979, "丽 敏 静 芳 燕 艳 红 霞 玲 英 萍 娟 丽娟 海燕 艳丽 梅 红梅 丽丽 晓燕 丽萍 春梅 琴 娜 莉 洁 慧 雪梅 小红 艳红"),
    (1980, 1989, "静 丽 娟 燕 敏 艳 娜 芳 丹 玲 婷 婷婷 丽娜 霞 丽丽 洁 莉 倩 雪 晶 颖 慧 琳 佳 莹 丽娟 海燕 晓燕 萍 媛 蕾 欣 璐"),
    (1990, 1999, "静 婷 敏 婷婷 雪 丹 倩 丽 悦 颖 娜 佳 慧 莹 洁 琳 雨 欣 蕊 佳佳 雅婷 晓雪 梦婷 思雨 媛媛 露 璐 雪莹 文静 玉婷 雅琪"),
    (2000, 2009, "欣怡 悦 佳怡 婷 静 雨欣 梦瑶 雨婷 思雨 欣悦 婷婷 佳琪 雪 嘉欣 佳慧 诗雨 梦琪 子涵 心怡 文静 雅欣 思琪 雨萱 晓彤 佳欣 紫涵 若彤"),
    (2010, 2019, "欣怡 梓涵 诗涵 子涵 一诺 梓萱 雨涵 可馨 欣妍 雨桐 佳怡 语桐 紫萱 思涵 诗琪 雨萱 思琪 可欣 佳琪 若曦 依诺 梦瑶 钰涵 语嫣 诺一 馨予 梓晗 梓含"),
    (2020, 2030, "若汐 一诺 艺涵 依诺 梓涵 苡沫 雨桐 欣怡 语桐 语汐 沐汐 清妍 思语 诗涵 安然 书瑶 知夏 若溪 芊羽 夏沫 念安 予安 沐晴 云汐"),
)

# The characters of the rest, by sex and time: the first is the commonest.
MALE_CHARACTERS = (
    (1930, 1959, "国华德明文建玉金志福永生林成清荣忠义光春树长云庆宝兴万祥有家平海山贵良才发昌富元世仁喜保正民胜顺东广学全武传友先财维汉祖绍宗禄寿"),
    (1960, 1979, "建国军志华明文平海伟红卫东永强林春勇学玉光新清忠庆立云成世金兴宏晓少江刚向跃进荣武维斌胜利长利良锋涛峰辉民亮波宝祥福贵义先家传根"),
    (1980, 1999, "志文海晓建永伟俊小明国杰鹏强龙飞波涛峰辉宇超磊亮洋东林春华成健凯嘉家振光斌浩博晨阳旭云清少天立祥振维敬敏世铭泽正荣庆宏景雷帆昆坤"),
    (2000, 2030, "子宇浩俊梓嘉博文天泽轩豪然涵辰睿昊铭瑞奕晨一哲熙皓宸诚轩逸翔航诺毅霖钰恒远思承景佑沐星彦烨墨谦书元启炎瑾煜晟垚骏鸿彬皓琛弈淏"),
)
FEMALE_CHARACTERS = (
    (1930, 1959, "秀玉桂英兰珍凤淑素芳翠金荣梅花香云月芝莲清华琴美芬琼贞惠菊仙银彩霞先巧娥妹玲珠春枝细爱连青秋文德喜群淑瑞"),
    (1960, 1979, "丽红秀玉桂英梅芳霞燕萍玲珍兰艳敏华琴娟小春晓海美淑荣云凤莉金翠静雪莲香惠琼慧花月芬建爱素群洪娥利冬菊碧先文平晶青"),
    (1980, 1999, "丽晓婷静娜燕雪玲艳小敏娟雅文佳倩莉颖洁梦玉春海慧琳红霞琴思丹美莹欣瑶媛晶蓉萍薇璐蕾怡诗彩楠秋月露苗青倩瑜冰妮菲芸"),
    (2000, 2030, "子梓欣涵雨诗怡梦佳思萱雅语嘉可一依若紫瑶琪彤妍桐婷馨诺艺曦汐悦晨心琳钰舒芊沐玥菲彤熙宁苡妤嫣悠甜果璇颖淇淼瑾祎柠笑晗媛"),
)
# Characters usual in names that no list above holds: what an input method offers beside the right one.
ALSO_USUAL = """玮炜嫚珊菁雁妍葆岚翰赫祺骐棋淇绮琦奇齐启麒岐颀蓓贝倍培沛佩裴霈珮斐妃绯非飞菲翡婉宛莞琬皖挽娓玫枚眉楣湄媚嫒媛瑗爰苑缘圆源媒岩妧
茹汝如儒孺襦韵芸筠蕴昀匀允钧君均骏浚竣峻珺郡娅雅亚姬季霁继纪济冀骥吉佶逸怡宜颐仪贻夷义意翼毅艺谊熠懿忆益易祎依漪伊奕弈译轶莅笠力励莉俐荔沥黎璃
芙夫扶福甫辅斧阜馥富赋芃朋蓬鸿弘泓宏虹竑洪嵘融蓉榕溶镕容蓁臻贞祯桢珍真振震镇朕"""
# Characters that an old system cannot write.
RARE_CHARACTERS = "犇喆堃昇煊玥珺祎赟昉旻翀晞韡頔琤媺嬿婳㛃㬎䶮彧祺顗湉浛翙瑆曌燚烜璟玹珈骉垚"

# Families of spellings: one name, as different windows and different decades wrote it; the first is in fashion.
UYGHUR_MALE = """买买提 麦麦提 买买题 穆罕默德
阿卜杜拉 阿不都拉 阿布都拉
热合曼 热赫曼 拉合曼
吐尔逊 图尔荪 吐逊 吐尔荪
艾力 艾里 艾利
依明 伊敏 伊明
努尔 奴尔
艾合买提 艾海提 艾哈迈提
阿布力孜 阿卜力孜 阿不力孜
玉素甫 玉苏甫 吾斯甫
库尔班 库热班
肉孜 如孜
塔依尔 塔伊尔 塔依热
艾山 艾散 哈桑
吾买尔 乌买尔 吾麦尔
卡德尔 卡迪尔 喀迪尔
亚森 雅森 亚生
阿迪力 阿迪里 阿地力
伊力哈木 依力哈木 伊利哈木
木合塔尔 穆合塔尔 木合它尔
尼亚孜 尼牙孜
斯迪克 司迪克 斯地克""".splitlines()
UYGHUR_FEMALE = """阿依古丽 阿依古力 阿衣古丽
古丽娜尔 古力娜尔 古丽娜儿
帕提古丽 帕提姑丽 帕提曼古丽
热依汗 热衣汗 热依罕
阿米娜 阿米乃 阿依米娜
努尔古丽 奴尔古丽 努尔姑丽
再娜甫 再纳普 热娜甫
吐尔逊古丽 图尔荪古丽 吐逊古丽
玛依拉 马依拉 玛伊拉
茹仙 肉仙 如仙
古丽巴哈尔 古力巴哈尔 古丽巴哈
阿依努尔 阿依奴尔 阿衣努尔
祖丽菲亚 祖力菲亚 祖丽皮亚
海丽其 海里其 海丽奇
米热古丽 米热古力 米日古丽
迪丽拜尔 迪里拜尔 迪丽白尔""".splitlines()
TIBETAN_FIRST = """扎西 札西
次仁 才让 泽仁 次任
尼玛 尼马
旦增 丹增 登增
多吉 多杰
平措 彭措 平错
洛桑 罗桑 洛松
达瓦 达娃
格桑 噶桑 格松
索朗 索南 索郎
边巴 边吧
巴桑 巴松
强巴 向巴
贡布 公布
阿旺 昂旺
仁青 仁钦 仁庆""".splitlines()
TIBETAN_SECOND_MALE = """顿珠 顿主
旺堆 旺对
多吉 多杰
扎巴 札巴
平措 彭措
加措 嘉措 江措
罗布 洛布
群培 群佩
次旺 才旺
旺杰 旺加""".splitlines()
TIBETAN_SECOND_FEMALE = """卓玛 卓马 珠玛
卓嘎 卓噶
央金 央宗 央吉
拉姆 拉毛 拉木
曲珍 曲真 秋珍
白玛 白马 班玛
德吉 德基
措姆 措毛 错姆""".splitlines()
MONGOL_MALE = """巴特尔 巴特 巴图
布和 布赫
苏和 苏赫
朝鲁 朝鲁门
额尔敦 额尔登
阿古拉 阿古拉图
那顺 那顺巴特尔
宝音 宝音图
乌力吉 乌力吉图
孟和 孟克 蒙克
斯琴巴特尔 斯琴巴图
特木尔 帖木尔 铁木尔""".splitlines()
MONGOL_FEMALE = """乌云 乌云其其格
萨仁 萨仁高娃
其其格 齐齐格
苏日娜 苏日那
乌日娜 乌日那
娜仁花 那仁花
高娃 高娃其其格
托娅 托雅 陶娅
琪琪格 其其格
萨日娜 萨日那 莎日娜
斯琴 斯琴高娃
阿拉坦花 阿拉腾花""".splitlines()
YI_CLANS = "阿木 吉克 沙马 曲木 木乃 吉木 阿尔 马海 勒格 海来 阿苦 俄木 土比 阿约 罗洪 阿西 石一 吉子 结木 约其".split()
YI_MALE = "拉铁 木呷 尔古 日呷 子布 伍呷 克哈 拉日 古哈 曲尔 夫铁 阿牛 尔布 体古".split()
YI_FEMALE = "阿依 子作 伍作 阿支 布西 木果 莫 尔作 石作 阿果 里作 古莫 沙作 日作".split()

# Surnames usual among nations whose names are otherwise written like Han names, by code of GB/T 3304; commonest first.
SURNAMES_OF_NATIONS = {
    "03": "马白丁沙哈金杨王海纳买", "06": "龙吴石杨麻田向彭", "08": "韦覃黄农陆莫蒙罗梁", "10": "金李朴崔郑姜", "15": "向田彭龙覃冉",
}

# Two ways to write one foreign name: as the passport has it (family name, given names), as a window hears it.
WESTERN = """SMITH|JOHN WILLIAM|约翰·史密斯|1 JOHNSON|EMILY ROSE|艾米丽·约翰逊|2 BROWN|MICHAEL|迈克尔·布朗|1 MILLER|ANNA|安娜·米勒|2
DUBOIS|PIERRE|皮埃尔·杜布瓦|1 MUELLER|HANS PETER|汉斯·穆勒|1 IVANOVA|OLGA|奥莉加·伊万诺娃|2 PETROV|SERGEI|谢尔盖·彼得罗夫|1
GARCIA|MARIA|玛丽亚·加西亚|2 WILSON|DAVID JAMES|大卫·威尔逊|1 TAYLOR|SARAH|莎拉·泰勒|2 ANDERSON|ERIK|埃里克·安德森|1
KHAN|IMRAN|伊姆兰·汗|1 SINGH|RAJ KUMAR|拉杰·辛格|1 SILVA|JOAO|若昂·席尔瓦|1 ROSSI|GIULIA|朱莉娅·罗西|2 OKAFOR|CHIDI|奇迪|1 MENSAH|KWAME|夸梅|1
ALI|FATIMA|法蒂玛|2 HASSAN|MOHAMED|穆罕默德·哈桑|1 NGUYEN|THI LAN|阮氏兰|2 NGUYEN|VAN HUNG|阮文雄|1 TRAN|THI MAI|陈氏梅|2 LE|VAN NAM|黎文南|1
KIM|MINJUN|金民俊|1 LEE|SEOYEON|李瑞妍|2 PARK|JIHOON|朴志勋|1 CHOI|YUNA|崔允儿|2 SATO|HIROSHI|佐藤浩|1 SUZUKI|YUKO|铃木优子|2
TANAKA|KENJI|田中健二|1 WATANABE|AIKO|渡边爱子|2 PHAM|THI HOA|范氏花|2 VILLANUEVA|GRACE|格蕾丝|2 SANTOS|MARK ANTHONY|马克·桑托斯|1"""
# Hong Kong's and Taiwan's own romanisation of surnames; a given name's is put together from Cantonese syllables.
CANTONESE = """陈 CHAN 黄 WONG 李 LEE 张 CHEUNG 梁 LEUNG 林 LAM 何 HO 吴 NG 刘 LAU 郑 CHENG 叶 YIP 周 CHOW 罗 LAW 邓 TANG 郭 KWOK 杨 YEUNG 冯 FUNG 谢 TSE 王 WONG 曾 TSANG
徐 TSUI 苏 SO 谭 TAM 马 MA 许 HUI 朱 CHU 潘 POON 蔡 CHOI 区 AU 关 KWAN"""
CANTONESE_GIVEN = """文 MAN 大 TAI 明 MING 志 CHI 伟 WAI 强 KEUNG 家 KA 俊 CHUN 杰 KIT 嘉 KA 慧 WAI 玲 LING 美 MEI 丽 LAI 仪 YEE 华 WAH 国 KWOK 健 KIN 豪 HO 雯 MAN 芳 FONG 敏 MAN
子 TSZ 宝 PO 珍 CHUN 诗 SZE 颖 WING 欣 YAN 怡 YI 浩 HO"""

# Nations of GB/T 3304 by code, with what a window writes.
NATIONS = {
    "01": ("汉", "汉族"), "02": ("蒙古", "蒙古族"), "03": ("回", "回族"), "04": ("藏", "藏族"), "05": ("维吾尔", "维吾尔族"),
    "06": ("苗", "苗族"), "07": ("彝", "彝族"), "08": ("壮", "壮族"), "10": ("朝鲜", "朝鲜族"), "11": ("满", "满族"),
    "15": ("土家", "土家族"),
}  # fmt: skip
