"""GB/T 7714: examples of the standards written out by hand, and works of our own corpus."""

# ruff: noqa: E501, ISC004 — a table of texts: a row is a work and what the standard makes of it

from __future__ import annotations

from dataclasses import replace

import pytest

from citations.citing import gb_t
from citations.citing.gb_t import GB_2015, GB_2025
from citations.citing.items import Contributor, Item, Locator, Texts, TreatyData
from citations.citing.registry import STYLES, cite, cite_many
from tests.citations.citing.works import organization, person, work

TREATY_1945 = Item(
    key="1945",
    type="treaty",
    title=Texts(zh_hans="中华民国苏维埃社会主义共和国联邦友好同盟条约"),
    treaty=TreatyData(
        kind="treaty",
        parties=(Texts(zh_hans="中华民国"), Texts(zh_hans="苏维埃社会主义共和国联盟")),
        signed="1945-08-14",
        place=Texts(zh_hans="莫斯科"),
        registration_number="II-68",
        registration_volume="10",
        registration_page="300",
    ),
)
TREATY_2001 = Item(
    key="2001",
    type="treaty",
    title=Texts(zh_hans="中华人民共和国和俄罗斯联邦睦邻友好合作条约"),
    treaty=TreatyData(kind="treaty", signed="2001-07-16", place=Texts(zh_hans="莫斯科")),
)

# Each row: the work, as GB/T 7714-2025 has it, as GB/T 7714-2015 has it.
BOTH = [
    (
        work("book", "zh", "全唐五代诗格汇考", "张|伯伟", place="南京", publisher="江苏古籍出版社", issued="2002", pages="288",
             locator=Locator("page", "288")),
        "张伯伟. 全唐五代诗格汇考[M]. 南京：江苏古籍出版社，2002：288.",
        "张伯伟. 全唐五代诗格汇考[M]. 南京: 江苏古籍出版社, 2002: 288.",
    ),
    (
        work("book", "zh", "物质结构", "徐|光宪", "王|祥云", place="北京", publisher="科学出版社", issued="2010"),
        "徐光宪，王祥云. 物质结构[M]. 北京：科学出版社，2010.",
        "徐光宪, 王祥云. 物质结构[M]. 北京: 科学出版社, 2010.",
    ),
    (
        work("book", "zh", "宋论", "王|夫之", edition="刻本", place="金陵", publisher="湘乡曾国荃", issued="1865"),
        "王夫之. 宋论[M]. 刻本. 金陵：湘乡曾国荃，1865.",
        "王夫之. 宋论[M]. 刻本. 金陵: 湘乡曾国荃, 1865.",
    ),
    (
        work("book", "zh", "昌平山水记；京东考古录", "顾|炎武", place="北京", publisher="北京古籍出版社", issued="1980"),
        "顾炎武. 昌平山水记；京东考古录[M]. 北京：北京古籍出版社，1980.",
        "顾炎武. 昌平山水记；京东考古录[M]. 北京: 北京古籍出版社, 1980.",
    ),
    (
        work("book", "zh", "经济数学与金融数学", person("哈里森", "zh", native="en"), person("沃尔德伦", "zh", native="en"),
             person("谢|远涛", "zh", "translator"), place="北京", publisher="中国人民大学出版社", issued="2012",
             pages="235-236"),
        "哈里森，沃尔德伦. 经济数学与金融数学[M]. 谢远涛，译. 北京：中国人民大学出版社，2012：235-236.",
        "哈里森, 沃尔德伦. 经济数学与金融数学[M]. 谢远涛, 译. 北京: 中国人民大学出版社, 2012: 235-236.",
    ),
    (
        work("book", "zh", "递归宏观经济理论", person("扬奎斯特", "zh", native="en"), person("萨金特", "zh", native="en"),
             *(person(name, "zh", "translator") for name in ("杨|斌", "王|忠玉", "陈|彦斌", "某|某")), edition="2",
             place="北京", publisher="中国人民大学出版社", issued="2010", locator=Locator("page", "798")),
        "扬奎斯特，萨金特. 递归宏观经济理论[M]. 杨斌，王忠玉，陈彦斌，等，译. 2 版. 北京：中国人民大学出版社，2010：798.",
        "扬奎斯特, 萨金特. 递归宏观经济理论[M]. 杨斌, 王忠玉, 陈彦斌, 等, 译. 2 版. 北京: 中国人民大学出版社, 2010: 798.",
    ),
    (
        work("book", "en", "Probability, random variables, and random signal principles", "Peebles|Peyton Z., Jr.",
             edition="4", place="New York", publisher="McGraw-Hill", issued="2001"),
        "Peebles P Z Jr. Probability, random variables, and random signal principles[M]. 4th ed. "
        "New York：McGraw-Hill，2001.",
        "PEEBLES P Z, Jr. Probability, random variables, and random signal principles[M]. 4th ed. "
        "New York: McGraw-Hill, 2001.",
    ),
    (
        work("book", "en", "AI and the future of banking", "Boobier|Tony", place="Chichester",
             publisher="John Wiley & Sons", issued="2020", locator=Locator("page", "35")),
        "Boobier T. AI and the future of banking[M]. Chichester：John Wiley & Sons，2020：35.",
        "BOOBIER T. AI and the future of banking[M]. Chichester: John Wiley & Sons, 2020: 35.",
    ),
    (
        work("article-journal", "ru", "Молибден-медно-золото-порфировое месторождение Рябиновое", "Кочетков|А. Я.",
             container="Отечественная геология", issued="1993", issue="7", pages="50-58"),
        "Кочетков А Я. Молибден-медно-золото-порфировое месторождение Рябиновое[J]. Отечественная геология，1993"
        "（7）：50-58.",
        "КОЧЕТКОВ А Я. Молибден-медно-золото-порфировое месторождение Рябиновое[J]. Отечественная геология, 1993"
        "(7): 50-58.",
    ),
    (
        work("chapter", "zh", "1998年长江洪水的成因与减灾对策", "程|根伟", container="长江流域洪涝灾害与科技对策",
             container_contributors=(person("许|厚泽", "zh", "editor"), person("赵|其国", "zh", "editor")),
             place="北京", publisher="科学出版社", issued="1999", pages="32-36"),
        "程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽，赵其国. 长江流域洪涝灾害与科技对策. 北京：科学出版社，"
        "1999：32-36.",
        "程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽, 赵其国. 长江流域洪涝灾害与科技对策. 北京: 科学出版社, "
        "1999: 32-36.",
    ),
    (
        work("chapter", "zh", "蓟县震旦亚界的研究", "陈|晋镳", "张|惠民", "朱|士兴", "赵|震", container="中国震旦亚界",
             container_contributors=(organization("中国地质科学院天津地质矿产研究所", "zh", "editor"),),
             place="天津", publisher="天津科学技术出版社", issued="1980", pages="56-114"),
        "陈晋镳，张惠民，朱士兴，等. 蓟县震旦亚界的研究[M]//中国地质科学院天津地质矿产研究所. 中国震旦亚界. "
        "天津：天津科学技术出版社，1980：56-114.",
        "陈晋镳, 张惠民, 朱士兴, 等. 蓟县震旦亚界的研究[M]//中国地质科学院天津地质矿产研究所. 中国震旦亚界. "
        "天津: 天津科学技术出版社, 1980: 56-114.",
    ),
    (
        work("chapter", "zh", "政治经济学批判", person("马克思", "zh", native="de"), container="马克思恩格斯全集",
             container_contributors=(person("马克思", "zh", native="de"), person("恩格斯", "zh", native="de")),
             volume="35", place="北京", publisher="人民出版社", issued="2013", pages="302"),
        "马克思. 政治经济学批判[M]//马克思，恩格斯. 马克思恩格斯全集：第35卷. 北京：人民出版社，2013：302.",
        "马克思. 政治经济学批判[M]//马克思, 恩格斯. 马克思恩格斯全集: 第35卷. 北京: 人民出版社, 2013: 302.",
    ),
    (
        work("paper-conference", "zh", "面向数字素养的高校图书馆数字服务体系研究", "贾|东琴", "柯|平",
             container="中国图书馆学会年会论文集：2011年卷",
             container_contributors=(organization("中国图书馆学会", "zh", "editor"),),
             place="北京", publisher="国家图书馆出版社", issued="2011", pages="45-52"),
        "贾东琴，柯平. 面向数字素养的高校图书馆数字服务体系研究[C]//中国图书馆学会. 中国图书馆学会年会论文集：2011年卷. "
        "北京：国家图书馆出版社，2011：45-52.",
        "贾东琴, 柯平. 面向数字素养的高校图书馆数字服务体系研究[C]//中国图书馆学会. 中国图书馆学会年会论文集：2011年卷. "
        "北京: 国家图书馆出版社, 2011: 45-52.",
    ),
    (
        work("chapter", "en", "Pathogenic properties of invading microorganisms", "Weinstein|L.", "Swartz|M. N.",
             container="Pathologic physiology: mechanisms of disease",
             container_contributors=(person("Sodeman|W. A., Jr.", "en", "editor"), person("Sodeman|W. A.", "en", "editor")),
             place="Philadelphia", publisher="Saunders", issued="1974", pages="457-472"),
        "Weinstein L，Swartz M N. Pathogenic properties of invading microorganisms[M]//Sodeman W A Jr，Sodeman W A. "
        "Pathologic physiology：mechanisms of disease. Philadelphia：Saunders，1974：457-472.",
        "WEINSTEIN L, SWARTZ M N. Pathogenic properties of invading microorganisms[M]//SODEMAN W A, Jr., SODEMAN W A. "
        "Pathologic physiology: mechanisms of disease. Philadelphia: Saunders, 1974: 457-472.",
    ),
    (
        work("article-journal", "zh", "四库馆私家抄校书考略", "杨|洪升", container="文献", issued="2013", issue="1",
             pages="56-75"),
        "杨洪升. 四库馆私家抄校书考略[J]. 文献，2013（1）：56-75.",
        "杨洪升. 四库馆私家抄校书考略[J]. 文献, 2013(1): 56-75.",
    ),
    (
        work("article-journal", "zh", "蓝田生物群：一个认识多细胞生物起源和早期演化的新窗口", "袁|训来", "陈|哲", "肖|书海",
             "万|斌", container="科学通报", issued="2012", volume="57", issue="34", pages="3219"),
        "袁训来，陈哲，肖书海，等. 蓝田生物群：一个认识多细胞生物起源和早期演化的新窗口[J]. 科学通报，2012，57（34）：3219.",
        "袁训来, 陈哲, 肖书海, 等. 蓝田生物群：一个认识多细胞生物起源和早期演化的新窗口[J]. 科学通报, 2012, 57(34): 3219.",
    ),
    (
        work("article-journal", "en", "Shaking without quaking", "Kanamori|H.", container="Science", issued="1998",
             volume="279", issue="5359", pages="2063"),
        "Kanamori H. Shaking without quaking[J]. Science，1998，279（5359）：2063.",
        "KANAMORI H. Shaking without quaking[J]. Science, 1998, 279(5359): 2063.",
    ),
    (
        work("article-journal", "en", "Cataloging internet resources", "Caplan|P.",
             container="The Public-Access Computer Systems Review", issued="1993", volume="4", issue="2", pages="61-66"),
        "Caplan P. Cataloging internet resources[J]. The Public-Access Computer Systems Review，1993，4（2）：61-66.",
        "CAPLAN P. Cataloging internet resources[J]. The Public-Access Computer Systems Review, 1993, 4(2): 61-66.",
    ),
    (
        work("article-journal", "en", "Coffee drinking and cancer of the pancreas", container="Br Med J", issued="1981",
             volume="283", issue="6292", pages="628"),
        "Coffee drinking and cancer of the pancreas[J]. Br Med J，1981，283（6292）：628.",
        "Coffee drinking and cancer of the pancreas[J]. Br Med J, 1981, 283(6292): 628.",
    ),
    (
        work("article-journal", "en", "The genome of Eucalyptus grandis", "Myburg|A. A.", "Grattapaglia|D.",
             "Tuskan|G. A.", "Hellsten|U.", container="Nature", issued="2014", volume="510", pages="356-362",
             url="http://www.nature.com/nature/journal/v510/n7505/pdf/nature13308.pdf", accessed="2014-06-25",
             doi="10.1038/nature13308"),
        "Myburg A A，Grattapaglia D，Tuskan G A，et al. The genome of Eucalyptus grandis[J/OL]. Nature，2014，510："
        "356-362. http://www.nature.com/nature/journal/v510/n7505/pdf/nature13308.pdf. DOI:10.1038/nature13308.",
        "MYBURG A A, GRATTAPAGLIA D, TUSKAN G A, et al. The genome of Eucalyptus grandis[J/OL]. Nature, 2014, 510: "
        "356-362[2014-06-25]. http://www.nature.com/nature/journal/v510/n7505/pdf/nature13308.pdf. "
        "DOI:10.1038/nature13308.",
    ),
    (
        work("article-newspaper", "zh", "数字革命与竞争国际化", "丁|文详", container="中国青年报", issued="2000-11-20",
             pages="15"),
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
    ),
    (
        work("article-newspaper", "zh", "我们的科技一直在追赶：访中国工程院院长周济", "余|建斌", container="人民日报",
             issued="2013-01-12", pages="2", accessed="2013-03-20",
             url="http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm"),
        "余建斌. 我们的科技一直在追赶：访中国工程院院长周济[N/OL]. 人民日报，2013-01-12（2）. "
        "http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm.",
        "余建斌. 我们的科技一直在追赶：访中国工程院院长周济[N/OL]. 人民日报, 2013-01-12(2)[2013-03-20]. "
        "http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm.",
    ),
    (
        work("book", "zh", "当代美国外交", "赵|学功", place="北京", publisher="社会科学文献出版社", issued="2001",
             url="http://www.cadal.zju.edu.cn/book/trySinglePage/33023884/1", accessed="2014-06-11"),
        "赵学功. 当代美国外交[M/OL]. 北京：社会科学文献出版社，2001. "
        "http://www.cadal.zju.edu.cn/book/trySinglePage/33023884/1.",
        "赵学功. 当代美国外交[M/OL]. 北京: 社会科学文献出版社, 2001[2014-06-11]. "
        "http://www.cadal.zju.edu.cn/book/trySinglePage/33023884/1.",
    ),
    (
        work("book", "en", "Food irradiation research and technology", "Fan|X.", "Sommers|C. H.", edition="2",
             place="Ames, Iowa", publisher="Blackwell Publishing", issued="2013", locator=Locator("page", "25-26"),
             url="http://onlinelibrary.wiley.com/doi/10.1002/9781118422557/summary", accessed="2014-06-26",
             doi="10.1002/9781118422557"),
        "Fan X，Sommers C H. Food irradiation research and technology[M/OL]. 2nd ed. Ames, Iowa：Blackwell Publishing，"
        "2013：25-26. http://onlinelibrary.wiley.com/doi/10.1002/9781118422557/summary.",
        "FAN X, SOMMERS C H. Food irradiation research and technology[M/OL]. 2nd ed. Ames, Iowa: Blackwell Publishing, "
        "2013: 25-26[2014-06-26]. http://onlinelibrary.wiley.com/doi/10.1002/9781118422557/summary.",
    ),
    (
        work("thesis", "zh", "生物质材料热解失重动力学及其分析方法研究", "刘|乃安", place="合肥", publisher="中国科学技术大学",
             issued="2000", pages="17-18", url="https://d.wanfangdata.com.cn/thesis/Y351065", doi="10.7666/d.y351065",
             accessed="2014-08-29"),
        "刘乃安. 生物质材料热解失重动力学及其分析方法研究[D/OL]. 合肥：中国科学技术大学，2000：17-18. "
        "https://d.wanfangdata.com.cn/thesis/Y351065. DOI:10.7666/d.y351065.",
        "刘乃安. 生物质材料热解失重动力学及其分析方法研究[D/OL]. 合肥: 中国科学技术大学, 2000: 17-18[2014-08-29]. "
        "https://d.wanfangdata.com.cn/thesis/Y351065. DOI:10.7666/d.y351065.",
    ),
    (
        work("thesis", "en", "Infrared spectroscopic studies on solid oxygen", "Cairns|B. R.", place="Berkeley",
             publisher="University of California", issued="1965", pages="15"),
        "Cairns B R. Infrared spectroscopic studies on solid oxygen[D]. Berkeley：University of California，1965：15.",
        "CAIRNS B R. Infrared spectroscopic studies on solid oxygen[D]. Berkeley: University of California, 1965: 15.",
    ),
    (
        work("patent", "zh", "全智能节电器", "邓|一刚", number="200610171314.3", issued="2006-12-13"),
        "邓一刚. 全智能节电器：200610171314.3[P]. 2006-12-13.",
        "邓一刚. 全智能节电器: 200610171314.3[P]. 2006-12-13.",
    ),
    (
        work("patent", "en", "Electronic watermarking method and system", "Tachibana|R.", "Shimizu|S.", "Kobayashi|S.",
             "Nakamura|T.", number="US6915001", issued="2005-07-05", accessed="2013-11-11",
             url="http://www.google.co.in/patents/US6915001"),
        "Tachibana R，Shimizu S，Kobayashi S，et al. Electronic watermarking method and system：US6915001[P/OL]. "
        "2005-07-05. http://www.google.co.in/patents/US6915001.",
        "TACHIBANA R, SHIMIZU S, KOBAYASHI S, et al. Electronic watermarking method and system: US6915001[P/OL]. "
        "2005-07-05[2013-11-11]. http://www.google.co.in/patents/US6915001.",
    ),
    (
        work("report", "zh", "第29次中国互联网络发展状况统计报告", "=中国互联网络信息中心", issued="2012-01-16",
             accessed="2013-03-26", url="http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680"),
        "中国互联网络信息中心. 第29次中国互联网络发展状况统计报告[R/OL]. 2012-01-16. "
        "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.",
        "中国互联网络信息中心. 第29次中国互联网络发展状况统计报告[R/OL]. (2012-01-16)[2013-03-26]. "
        "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.",
    ),
    (
        work("report", "en", "Guidelines for handling excavated acid-producing material",
             "=U.S. Department of Transportation Federal Highway Administration", number="PB 91-194001",
             place="Springfield", publisher="U.S. Department of Commerce National Information Service", issued="1990",
             pages="25"),
        "U.S. Department of Transportation Federal Highway Administration. Guidelines for handling excavated "
        "acid-producing material：PB 91-194001[R]. Springfield：U.S. Department of Commerce National Information "
        "Service，1990：25.",
        "U.S. Department of Transportation Federal Highway Administration. Guidelines for handling excavated "
        "acid-producing material: PB 91-194001[R]. Springfield: U.S. Department of Commerce National Information "
        "Service, 1990: 25.",
    ),
    (
        work("standard", "zh", "信息与文献 都柏林核心元数据元素集", number="GB/T 25100—2010", place="北京",
             publisher="中国标准出版社", issued="2010", pages="2-3"),
        "GB/T 25100—2010 信息与文献 都柏林核心元数据元素集[S].",
        "信息与文献 都柏林核心元数据元素集: GB/T 25100—2010[S]. 北京: 中国标准出版社, 2010: 2-3.",
    ),
    (
        work("webpage", "en", "Origins and concepts of digital literacy", "Bawden|D.", issued="2008-05-04",
             accessed="2013-03-08", url="http://www.soi.city.ac.uk/~dbawden/digital%20literacy%20chapter.pdf"),
        "Bawden D. Origins and concepts of digital literacy[EB/OL]. （2008-05-04）[2013-03-08]. "
        "http://www.soi.city.ac.uk/~dbawden/digital%20literacy%20chapter.pdf.",
        "BAWDEN D. Origins and concepts of digital literacy[EB/OL]. (2008-05-04)[2013-03-08]. "
        "http://www.soi.city.ac.uk/~dbawden/digital%20literacy%20chapter.pdf.",
    ),
    (
        work("webpage", "en", "About OCLC: history of cooperation", "=Online Computer Library Center, Inc.",
             accessed="2012-03-27", url="http://www.oclc.org/about/cooperation.en.html"),
        "Online Computer Library Center, Inc. About OCLC：history of cooperation[EB/OL]. [2012-03-27]. "
        "http://www.oclc.org/about/cooperation.en.html.",
        "Online Computer Library Center, Inc. About OCLC: history of cooperation[EB/OL]. [2012-03-27]. "
        "http://www.oclc.org/about/cooperation.en.html.",
    ),
    (
        work("manuscript", "zh", "奏请上海道库洋务外销要款无款可筹仍拨药厘接济事", "李|鸿章", number="04-01-35-0399-039",
             place="北京", publisher="中国第一历史档案馆", issued="1887"),
        "李鸿章. 奏请上海道库洋务外销要款无款可筹仍拨药厘接济事：04-01-35-0399-039[A]. 北京：中国第一历史档案馆，1887.",
        "李鸿章. 奏请上海道库洋务外销要款无款可筹仍拨药厘接济事: 04-01-35-0399-039[A]. 北京: 中国第一历史档案馆, 1887.",
    ),
    (
        work("map", "en", "Historical atlas of Indonesia", "Cribb|R.", place="Abingdon", publisher="Routledge",
             issued="2015"),
        "Cribb R. Historical atlas of Indonesia[CM]. Abingdon：Routledge，2015.",
        "CRIBB R. Historical atlas of Indonesia[CM]. Abingdon: Routledge, 2015.",
    ),
    (
        work("collection", "zh", "职工教育研究论文集", "=中国职工教育研究会", place="北京", publisher="人民教育出版社",
             issued="1985"),
        "中国职工教育研究会. 职工教育研究论文集[G]. 北京：人民教育出版社，1985.",
        "中国职工教育研究会. 职工教育研究论文集[G]. 北京: 人民教育出版社, 1985.",
    ),
    (
        work("software", "en", "Zotero download", "=Zotero", url="https://www.zotero.org/download/"),
        "Zotero. Zotero download[CP/OL]. https://www.zotero.org/download/.",
        "Zotero. Zotero download[CP/OL]. https://www.zotero.org/download/.",
    ),
    # A year that is only inferred stands in brackets (8.4.3.3 of 2015).
    (
        work("book", "zh", "某书", place="北京", publisher="商务印书馆", issued="1936?"),
        "某书[M]. 北京：商务印书馆，[1936].",
        "某书[M]. 北京: 商务印书馆, [1936].",
    ),
    (
        work("book", "zh", "某丛书", place="北京", publisher="商务印书馆", issued="1957/1990"),
        "某丛书[M]. 北京：商务印书馆，1957—1990.",
        "某丛书[M]. 北京: 商务印书馆, 1957-1990.",
    ),
    # Missing imprint: both say so in brackets (8.4.1.3 and 8.4.2.3 of 2015, 7.5.2.3 and 7.5.3.3 of 2025).
    (work("book", "zh", "某书", publisher="三户图书刊行社", issued="1990"),
     "某书[M]. [出版地不详]：三户图书刊行社，1990.", "某书[M]. [出版地不详]: 三户图书刊行社, 1990."),
    (work("book", "zh", "某书", place="哈尔滨", issued="2013"),
     "某书[M]. 哈尔滨：[出版者不详]，2013.", "某书[M]. 哈尔滨: [出版者不详], 2013."),
    (work("book", "en", "A book", place="Salt Lake City", issued="1964"),
     "A book[M]. Salt Lake City：[s.n.]，1964.", "A book[M]. Salt Lake City: [s.n.], 1964."),
    # Treaties and our own corpus.
    (
        TREATY_1945,
        "中华民国苏维埃社会主义共和国联邦友好同盟条约[M]//United Nations Treaty Series：v.10. 1945-08-14：300.",
        "中华民国苏维埃社会主义共和国联邦友好同盟条约[M]//United Nations Treaty Series: v.10. 1945-08-14: 300.",
    ),
    (
        TREATY_2001,
        "中华人民共和国和俄罗斯联邦睦邻友好合作条约[Z]. 莫斯科，2001-07-16.",
        "中华人民共和国和俄罗斯联邦睦邻友好合作条约[Z]. 莫斯科, 2001-07-16.",
    ),
    (
        replace(TREATY_2001, url="https://www.gov.cn/x.htm", accessed="2026-11-20"),
        "中华人民共和国和俄罗斯联邦睦邻友好合作条约[EB/OL]. （2001-07-16）[2026-11-20]. https://www.gov.cn/x.htm.",
        "中华人民共和国和俄罗斯联邦睦邻友好合作条约[EB/OL]. (2001-07-16)[2026-11-20]. https://www.gov.cn/x.htm.",
    ),
    (
        Item(type="treaty", title=Texts(zh_hans="中国的和平发展"), url="https://www.gov.cn/y.htm", accessed="2026-11-20",
             treaty=TreatyData(kind="policy-document", signed="2011-09-06")),
        "中国的和平发展[R/OL]. 2011-09-06. https://www.gov.cn/y.htm.",
        "中国的和平发展[R/OL]. (2011-09-06)[2026-11-20]. https://www.gov.cn/y.htm.",
    ),
    (
        work("article-newspaper", "ru", "В Китае опубликована директивная статья", "Драбкин|Александр", container="Правда",
             issued="2012-02-10"),
        "Драбкин А. В Китае опубликована директивная статья[N]. Правда，2012-02-10.",
        "ДРАБКИН А. В Китае опубликована директивная статья[N]. Правда, 2012-02-10.",
    ),
    (
        work("article-newspaper", "zh", "中俄应建立欧亚联盟", "戴|旭", container="环球时报", issued="2012-01?"),
        "戴旭. 中俄应建立欧亚联盟[N]. 环球时报，[2012-01].",
        "戴旭. 中俄应建立欧亚联盟[N]. 环球时报, [2012-01].",
    ),
    (
        Item(type="report", language="en", description=Texts(en="A report of the Valdai Club."),
             publisher=Texts(en="Valdai Discussion Club"), identification="lost"),
        "[A report of the Valdai Club][R]. Valdai Discussion Club.",
        "[A report of the Valdai Club][R]. Valdai Discussion Club.",
    ),
    (Item(), "[无题][Z].", "[无题][Z]."),
    # Authors: more than three, namesakes, hyphens, given names that are syllables.
    (
        work("book", "en", "A book", "Fordham|E. W.", "Ali|A.", "Turner|D. A.", "Charters|J."),
        "Fordham E W，Ali A，Turner D A，et al. A book[M].",
        "FORDHAM E W, ALI A, TURNER D A, et al. A book[M].",
    ),
    (
        work("book", "ru", "Книга", "Иванов|Иван|Иванович", "Петров|Пётр", "Сидоров|Семён", "Яковлев|Яков"),
        "Иванов И И，Петров П，Сидоров С，и др. Книга[M].",
        "ИВАНОВ И И, ПЕТРОВ П, СИДОРОВ С, и др. Книга[M].",
    ),
    (work("book", "en", "A book", "Godard|Jean-Luc"), "Godard J-L. A book[M].", "GODARD J L. A book[M]."),
    (work("book", "en", "A book", person("Li|Jiangning", "en", native="zh-Hans")),
     "Li Jiangning. A book[M].", "LI Jiangning. A book[M]."),
    (
        Item(type="book", language="zh-Hans", title=Texts(zh_hans="外国出版史"), contributors=tuple(
            replace(person("昂温", "zh", native="en"), given=Texts(en=given)) for given in ("G.", "P. S."))),
        "昂温 G，昂温 P S. 外国出版史[M].",
        "昂温 G, 昂温 P S. 外国出版史[M].",
    ),
]  # fmt: skip


# Each row: the work, as GB/T 7714-2025 has it, as GB/T 7714-2015 has it. What is printed on the work differs from what
# the standard makes of it.
AS_PRINTED = [
    # 7.2.3: the sign before other title information is one of the standard's; 2015 sets it half-width.
    (
        work("book", "en", "Death by theory: a tale of mystery and archaeological theory", "Praetzellis|Adrian",
             edition="Revised edition", publisher="Rowman & Littlefield", issued="2011", locator=Locator("page", "13"),
             url="http://lib.myilibrary.com/Open.aspx?id=293666", accessed="2012-07-26"),
        "Praetzellis A. Death by theory：a tale of mystery and archaeological theory[M/OL]. Rev. ed. "
        "Rowman & Littlefield，2011：13. http://lib.myilibrary.com/Open.aspx?id=293666.",
        "PRAETZELLIS A. Death by theory: a tale of mystery and archaeological theory[M/OL]. Rev. ed. "
        "Rowman & Littlefield, 2011: 13[2012-07-26]. http://lib.myilibrary.com/Open.aspx?id=293666.",
    ),
    (
        work("article-magazine", "ru", "Россия и Китай: союз или партнёрство?", "Лавров|Сергей|Викторович",
             container="Россия в глобальной политике", issued="2014", volume="Т. 12", issue="№ 3–4", pages="С. 8–19"),
        "Лавров С В. Россия и Китай：союз или партнёрство?[J]. Россия в глобальной политике，2014，12（3/4）：8-19.",
        "ЛАВРОВ С В. Россия и Китай: союз или партнёрство?[J]. Россия в глобальной политике, 2014, 12(3/4): 8-19.",
    ),
    # 7.4 (2025), 8.3 (2015): 3版 for 第三版, and nothing for the first.
    (
        work("book", "zh", "国际政治学概论", "宋|新宁", edition="第三版", place="北京", publisher="中国人民大学出版社",
             issued="2015"),
        "宋新宁. 国际政治学概论[M]. 3 版. 北京：中国人民大学出版社，2015.",
        "宋新宁. 国际政治学概论[M]. 3 版. 北京: 中国人民大学出版社, 2015.",
    ),
    (
        work("book", "zh", "国际政治学概论", "宋|新宁", edition="第1版", place="北京", publisher="中国人民大学出版社",
             issued="2000"),
        "宋新宁. 国际政治学概论[M]. 北京：中国人民大学出版社，2000.",
        "宋新宁. 国际政治学概论[M]. 北京: 中国人民大学出版社, 2000.",
    ),
    # 8.5.1.2 (2025), 8.8.3 (2015): slashes between the issues that came out as one.
    (
        work("article-journal", "zh", "结盟与不结盟", "张|三", container="现代国际关系", issued="2001", issue="8-10",
             pages="第36—39页"),
        "张三. 结盟与不结盟[J]. 现代国际关系，2001（8/9/10）：36-39.",
        "张三. 结盟与不结盟[J]. 现代国际关系, 2001(8/9/10): 36-39.",
    ),
    (
        work("article-newspaper", "zh", "中俄关系处于历史最好时期", "王|毅", container="人民日报", issued="2014-03-08",
             pages="第3版"),
        "王毅. 中俄关系处于历史最好时期[N]. 人民日报，2014-03-08（3）.",
        "王毅. 中俄关系处于历史最好时期[N]. 人民日报, 2014-03-08(3).",
    ),
    # 7.1.1 (2025), 8.1.1 (2015): neither dynasty nor country, and of the foreigner the family name.
    (
        work("book", "zh", "本草纲目", Contributor(name_as_printed="（明）李时珍"), place="北京", publisher="人民卫生出版社",
             issued="1982"),
        "李时珍. 本草纲目[M]. 北京：人民卫生出版社，1982.",
        "李时珍. 本草纲目[M]. 北京: 人民卫生出版社, 1982.",
    ),
    (
        work("book", "zh", "中俄之间的对话", Contributor(name_as_printed="[俄]谢·卢贾宁"), place="北京",
             publisher="世界知识出版社", issued="2009"),
        "卢贾宁. 中俄之间的对话[M]. 北京：世界知识出版社，2009.",
        "卢贾宁. 中俄之间的对话[M]. 北京: 世界知识出版社, 2009.",
    ),
    (
        work("book", "zh", "历史与阶级意识", person("卢卡奇|格奥尔格", "zh", native="hu"), place="北京",
             publisher="商务印书馆", issued="1992"),
        "卢卡奇. 历史与阶级意识[M]. 北京：商务印书馆，1992.",
        "卢卡奇. 历史与阶级意识[M]. 北京: 商务印书馆, 1992.",
    ),
    (
        Item(type="book", language="zh-Hans", title=Texts(zh_hans="独联体十年"), issued="2002", place=Texts(zh_hans="北京"),
             publisher=Texts(zh_hans="世界知识出版社"),
             contributors=(Contributor(family=Texts(zh_hans="郑"), given=Texts(zh_hans="羽")),)),
        "郑羽. 独联体十年[M]. 北京：世界知识出版社，2002.",
        "郑羽. 独联体十年[M]. 北京: 世界知识出版社, 2002.",
    ),
    # The place cited, of whatever stands by itself; of an article it stands for its pages (8.5.1.1, 8.8.2).
    (
        work("thesis", "zh", "中俄战略协作伙伴关系研究", "王|琦", place="武汉", publisher="武汉大学", issued="2022",
             locator=Locator("page", "87")),
        "王琦. 中俄战略协作伙伴关系研究[D]. 武汉：武汉大学，2022：87.",
        "王琦. 中俄战略协作伙伴关系研究[D]. 武汉: 武汉大学, 2022: 87.",
    ),
    (
        work("report", "en", "A comparative risk assessment framework: the 2010 report", "Calkin|D. E.",
             number="RMRS-GTR-262", issued="2011", locator=Locator("page", "8-9"), accessed="2012-01-02",
             url="https://www.fs.usda.gov/rm/pubs/rmrs_gtr262.pdf"),
        "Calkin D E. A comparative risk assessment framework：the 2010 report：RMRS-GTR-262[R/OL]. 2011：8-9. "
        "https://www.fs.usda.gov/rm/pubs/rmrs_gtr262.pdf.",
        "CALKIN D E. A comparative risk assessment framework: the 2010 report: RMRS-GTR-262[R/OL]. 2011: 8-9"
        "[2012-01-02]. https://www.fs.usda.gov/rm/pubs/rmrs_gtr262.pdf.",
    ),
    (
        work("patent", "zh", "全智能节电器", "邓|一刚", number="CN200610171314.3", issued="2008-01-16",
             locator=Locator("page", "8-9")),
        "邓一刚. 全智能节电器：CN200610171314.3[P]. 2008-01-16：8-9.",
        "邓一刚. 全智能节电器: CN200610171314.3[P]. 2008-01-16: 8-9.",
    ),
    (
        work("article-journal", "en", "Social norms and social roles", "Sunstein|Cass R.", container="Columbia Law Review",
             issued="1996", volume="96", issue="4", pages="903–968", locator=Locator("page", "903")),
        "Sunstein C R. Social norms and social roles[J]. Columbia Law Review，1996，96（4）：903.",
        "SUNSTEIN C R. Social norms and social roles[J]. Columbia Law Review, 1996, 96(4): 903.",
    ),
    # Volumes of a book in another language (B.1 of 2025).
    (
        work("book", "en", "Comprehensive textbook of psychiatry", "Sadock|B. J.", volume="1", edition="9",
             place="Philadelphia", publisher="Wolters Kluwer", issued="2009"),
        "Sadock B J. Comprehensive textbook of psychiatry：v.1[M]. 9th ed. Philadelphia：Wolters Kluwer，2009.",
        "SADOCK B J. Comprehensive textbook of psychiatry: v.1[M]. 9th ed. Philadelphia: Wolters Kluwer, 2009.",
    ),
    # Neither place nor publisher is known.
    (work("book", "zh", "某书", "张|三", issued="1964"),
     "张三. 某书[M]. [出版地不详]：[出版者不详]，1964.", "张三. 某书[M]. [出版地不详]: [出版者不详], 1964."),
    (work("book", "ru", "Книга", "Иванов|И. И.", publisher="Наука", issued="1964"),
     "Иванов И И. Книга[M]. [Б. м.]：Наука，1964.", "ИВАНОВ И И. Книга[M]. [Б. м.]: Наука, 1964."),
    # The editors that stand beside a chapter edited the book.
    (
        work("chapter", "zh", "1998年长江洪水的成因与减灾对策", "程|根伟", person("许|厚泽", "zh", "editor"),
             person("赵|其国", "zh", "editor"), container="长江流域洪涝灾害与科技对策", place="北京", publisher="科学出版社",
             issued="1999", pages="32-36"),
        "程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽，赵其国. 长江流域洪涝灾害与科技对策. 北京：科学出版社，"
        "1999：32-36.",
        "程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽, 赵其国. 长江流域洪涝灾害与科技对策. 北京: 科学出版社, "
        "1999: 32-36.",
    ),
    # 8.6.3 (2025): a paper that was read and not published.
    (
        work("paper-conference", "zh", "手卫生干预效果研究", "李|妍", "王|莹", container="第31次全国医院感染学术年会",
             issued="2022", pages="2", url="https://example.org/2"),
        "李妍，王莹. 手卫生干预效果研究[C/OL]//第31次全国医院感染学术年会，2022：2. https://example.org/2.",
        "李妍, 王莹. 手卫生干预效果研究[C/OL]//第31次全国医院感染学术年会. 2022: 2. https://example.org/2.",
    ),
    # 4.3.2 (2015), 8.4.2 (2025): periodicals, with what has come out of them.
    (
        work("periodical", "zh", "临床内科杂志", "=中华医学会湖北分会", issued="1984/..", volume="1", issue="1",
             place="武汉", publisher="中华医学会湖北分会"),
        "中华医学会湖北分会. 临床内科杂志[J]. 1984，1（1）—. 武汉：中华医学会湖北分会，1984—.",
        "中华医学会湖北分会. 临床内科杂志[J]. 1984, 1(1)-. 武汉: 中华医学会湖北分会, 1984-.",
    ),
    (
        work("periodical", "zh", "图书馆学通讯", "=中国图书馆学会", issued="1957/1990", issue="1-4", place="北京",
             publisher="北京图书馆"),
        "中国图书馆学会. 图书馆学通讯[J]. 1957（1）—1990（4）. 北京：北京图书馆，1957—1990.",
        "中国图书馆学会. 图书馆学通讯[J]. 1957(1)-1990(4). 北京: 北京图书馆, 1957-1990.",
    ),
    (
        work("periodical", "ru", "Международная жизнь", place="Москва", publisher="МИД России", issued="1954/.."),
        "Международная жизнь[J]. Москва：МИД России，1954—.",
        "Международная жизнь[J]. Москва: МИД России, 1954-.",
    ),
    # 8.9.2 (2025): the number of a standard leads, and nobody stands before it.
    (
        work("standard", "zh", "信息与文献 资源描述", "=全国信息与文献标准化技术委员会", number="GB/T 3792—2021",
             place="北京", publisher="中国标准出版社", issued="2021"),
        "GB/T 3792—2021 信息与文献 资源描述[S].",
        "全国信息与文献标准化技术委员会. 信息与文献 资源描述: GB/T 3792—2021[S]. 北京: 中国标准出版社, 2021.",
    ),
    # 8.11.3.2 (2025): programs are dated like web pages.
    (
        work("software", "en", "[Zotero download]", "=Zotero", accessed="2024-04-08", url="https://www.zotero.org/download/"),
        "Zotero. [Zotero download][CP/OL]. [2024-04-08]. https://www.zotero.org/download/.",
        "Zotero. [Zotero download][CP/OL]. [2024-04-08]. https://www.zotero.org/download/.",
    ),
    # 4.6.2 (2015): what a government lays down is A.
    (
        work("regulation", "zh", "关于转发北京市企业投资项目核准暂行实施办法的通知", "=北京市人民政府办公厅",
             number="京政办发[2005]37号", issued="2005-07-12", accessed="2011-07-12",
             url="http://china.findlaw.cn/fagui/p_1/39934.html"),
        "北京市人民政府办公厅. 关于转发北京市企业投资项目核准暂行实施办法的通知：京政办发[2005]37号[A/OL]. "
        "（2005-07-12）[2011-07-12]. http://china.findlaw.cn/fagui/p_1/39934.html.",
        "北京市人民政府办公厅. 关于转发北京市企业投资项目核准暂行实施办法的通知: 京政办发[2005]37号[A/OL]. "
        "(2005-07-12)[2011-07-12]. http://china.findlaw.cn/fagui/p_1/39934.html.",
    ),
    (work("legislation", "zh", "中华人民共和国对外关系法", issued="2023-06-28"),
     "中华人民共和国对外关系法[A]. 2023-06-28.", "中华人民共和国对外关系法[A]. 2023-06-28."),
    # 2015 has no layout for data sets: they are electronic resources (4.6.1).
    (
        work("dataset", "zh", "天宫二号数据集", "周|壮", edition="1.0", publisher="国家基础学科公共科学数据中心",
             issued="2023-09-10", accessed="2025-07-15", url="https://www.nbsdc.cn/x"),
        "周壮. 天宫二号数据集[DS/OL]. V1.0. 国家基础学科公共科学数据中心（2023-09-10）[2025-07-15]. https://www.nbsdc.cn/x.",
        "周壮. 天宫二号数据集[DS/OL]. V1.0. 国家基础学科公共科学数据中心, 2023[2025-07-15]. https://www.nbsdc.cn/x.",
    ),
    # 7.5.2.2 and 7.5.3.2 (2025), 8.4.1.2 and 8.4.2.2 (2015): the first of several places.
    (
        work("book", "ru", "Россия и Китай", "Лукин|А. В.", place="Москва; Санкт-Петербург", publisher="Весь мир",
             issued="2013"),
        "Лукин А В. Россия и Китай[M]. Москва：Весь мир，2013.",
        "ЛУКИН А В. Россия и Китай[M]. Москва: Весь мир, 2013.",
    ),
    # What stands in an issue of a periodical or on a page of a daily is cited from it, whatever it is.
    (
        work("regulation", "zh", "中华人民共和国缔结条约管理办法", "=国务院", container="中华人民共和国国务院公报",
             issued="2022", issue="第33期", pages="5-8"),
        "国务院. 中华人民共和国缔结条约管理办法[J]. 中华人民共和国国务院公报，2022（33）：5-8.",
        "国务院. 中华人民共和国缔结条约管理办法[J]. 中华人民共和国国务院公报, 2022(33): 5-8.",
    ),
    (
        work("interview", "ru", "Союза не будет", "Лавров|С. В.", container="Коммерсантъ", issued="2014-05-21", pages="С. 3"),
        "Лавров С В. Союза не будет[N]. Коммерсантъ，2014-05-21（3）.",
        "ЛАВРОВ С В. Союза не будет[N]. Коммерсантъ, 2014-05-21(3).",
    ),
    # Names in Chinese characters are whole in a Japanese entry too.
    (
        work("book", "ja", "日本外交史", "田中|明彦", "山田|太郎", "鈴木|一郎", "佐藤|次郎", edition="2", volume="1",
             place="東京", publisher="岩波書店", issued="2001"),
        "田中明彦，山田太郎，鈴木一郎，他. 日本外交史：第1巻[M]. 2 版. 東京：岩波書店，2001.",
        "田中明彦, 山田太郎, 鈴木一郎, 他. 日本外交史: 第1巻[M]. 2 版. 東京: 岩波書店, 2001.",
    ),
    # 6.1 (2015): the fourth author in the language of the entry.
    (
        Item(type="book", language="ko", title_original="개정안 연구", contributors=tuple(
            Contributor(name_original=name, native_language="ko") for name in ("김세훈", "이병목", "박철수", "최영희"))),
        "김세훈，이병목，박철수，외. 개정안 연구[M].",
        "김세훈, 이병목, 박철수, 외. 개정안 연구[M].",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("item", "in_2025", "in_2015"), AS_PRINTED)
def test_what_the_standard_makes_of_what_is_printed(item, in_2025, in_2015):
    assert gb_t.numeric(item, GB_2025).text == in_2025
    assert gb_t.numeric(item, GB_2015).text == in_2015


@pytest.mark.parametrize(("item", "in_2025", "in_2015"), BOTH)
def test_entry_of_a_numbered_list(item, in_2025, in_2015):
    assert gb_t.numeric(item, GB_2025).text == in_2025
    assert gb_t.numeric(item, GB_2015).text == in_2015


def test_preprints_and_data_sets_are_new_in_2025():
    preprint = work(
        "article", "zh", "元宇宙在图书馆的应用：理论研究与实践进展", "方|明", "曹|迎杰", publisher="ChinaXiv",
        issued="2023-03-03", accessed="2024-09-30", url="http://www.chinaxiv.org/abs/202303.00020",
    )  # fmt: skip
    data = work(
        "dataset", "zh", "天宫二号遥感图像自然景物分类数据集", "周|壮", "李|盛阳", "吴|薇", "某|某", edition="1.0",
        publisher="国家基础学科公共科学数据中心", issued="2023-09-10", accessed="2025-07-15", url="https://www.nbsdc.cn/x",
    )  # fmt: skip
    assert gb_t.numeric(preprint).text == (
        "方明，曹迎杰. 元宇宙在图书馆的应用：理论研究与实践进展[PP/OL]. ChinaXiv（2023-03-03）[2024-09-30]. "
        "http://www.chinaxiv.org/abs/202303.00020."
    )
    assert gb_t.numeric(data).text == (
        "周壮，李盛阳，吴薇，等. 天宫二号遥感图像自然景物分类数据集[DS/OL]. V1.0. "
        "国家基础学科公共科学数据中心（2023-09-10）[2025-07-15]. https://www.nbsdc.cn/x."
    )


def test_an_article_published_online_first_has_its_day():
    item = work(
        "article-journal", "zh", "惯性增强动力吸振器-浮置板轨道低频减振性能研究", "张|群", "程|志宝", "石|志飞",
        container="铁道学报", issued="2024-05-09", url="https://kns.cnki.net/x.html",
    )  # fmt: skip
    assert gb_t.numeric(item).text == (
        "张群，程志宝，石志飞. 惯性增强动力吸振器-浮置板轨道低频减振性能研究[J/OL]. 铁道学报，2024-05-09. "
        "https://kns.cnki.net/x.html."
    )


AUTHOR_DATE = [
    (
        work("book", "zh", "电子图书馆理论与实践研究", "汪|冰", place="北京", publisher="北京图书馆出版社", issued="1997",
             locator=Locator("page", "16")),
        "汪冰，1997. 电子图书馆理论与实践研究[M]. 北京：北京图书馆出版社：16.",
        "汪冰, 1997. 电子图书馆理论与实践研究[M]. 北京: 北京图书馆出版社: 16.",
        "（汪冰，1997）16",
    ),
    (
        work("article-journal", "zh", "电子图书馆的现实模型", "杨|宗英", container="中国图书馆学报", issued="1996", issue="2",
             pages="24-29"),
        "杨宗英，1996. 电子图书馆的现实模型[J]. 中国图书馆学报（2）：24-29.",
        "杨宗英, 1996. 电子图书馆的现实模型[J]. 中国图书馆学报(2): 24-29.",
        "（杨宗英，1996）",
    ),
    (
        work("article-newspaper", "zh", "数字革命与竞争国际化", "丁|文详", container="中国青年报", issued="2000-11-20",
             pages="15"),
        "丁文详，2000. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        "丁文详, 2000. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
        "（丁文详，2000）",
    ),
    (
        work("book", "en", "The future of resource sharing", "Baker|S. K.", "Jackson|M. E.", place="New York",
             publisher="The Haworth Press", issued="1995"),
        "Baker S K，Jackson M E，1995. The future of resource sharing[M]. New York：The Haworth Press.",
        "BAKER S K, JACKSON M E, 1995. The future of resource sharing[M]. New York: The Haworth Press.",
        "（Baker et al.，1995）",
    ),
    (
        work("book", "zh", "数字化生存", person("尼葛洛庞帝", "zh", native="en"), person("胡|泳", "zh", "translator"),
             person("范|海燕", "zh", "translator"), place="海口", publisher="海南出版社", issued="1996"),
        "尼葛洛庞帝，1996. 数字化生存[M]. 胡泳，范海燕，译. 海口：海南出版社.",
        "尼葛洛庞帝, 1996. 数字化生存[M]. 胡泳, 范海燕, 译. 海口: 海南出版社.",
        "（尼葛洛庞帝，1996）",
    ),
    (
        work("book", "zh", "某书", place="北京", publisher="中华书局", issued="1962"),
        "佚名，1962. 某书[M]. 北京：中华书局.",
        "佚名, 1962. 某书[M]. 北京: 中华书局.",
        "（佚名，1962）",
    ),
    (
        work("webpage", "en", "Library of Congress", accessed="2020-06-12", url="https://www.loc.gov/"),
        "Anon，[2020]. Library of Congress[EB/OL]. [2020-06-12]. https://www.loc.gov/.",
        "Anon, [2020]. Library of Congress[EB/OL]. [2020-06-12]. https://www.loc.gov/.",
        "（Anon，[2020]）",
    ),
    (
        work("book", "en", "Probability", "Peebles|Peyton Z., Jr.", place="New York", publisher="McGraw-Hill", issued="2001"),
        "Peebles P Z Jr，2001. Probability[M]. New York：McGraw-Hill.",
        "PEEBLES P Z, Jr., 2001. Probability[M]. New York: McGraw-Hill.",
        "（Peebles，2001）",
    ),
    (
        work("standard", "zh", "信息与文献 资源描述", "=全国信息与文献标准化技术委员会", number="GB/T 3792—2021",
             issued="2021"),
        "全国信息与文献标准化技术委员会，2021. GB/T 3792—2021 信息与文献 资源描述[S].",
        "全国信息与文献标准化技术委员会, 2021. 信息与文献 资源描述: GB/T 3792—2021[S].",
        "（全国信息与文献标准化技术委员会，2021）",
    ),
    (
        work("paper-conference", "zh", "手卫生干预效果研究", "李|妍", "王|莹", container="第31次全国医院感染学术年会",
             issued="2022", pages="2"),
        "李妍，王莹，2022. 手卫生干预效果研究[C]//第31次全国医院感染学术年会：2.",
        "李妍, 王莹, 2022. 手卫生干预效果研究[C]//第31次全国医院感染学术年会. [出版地不详]: [出版者不详]: 2.",
        "（李妍 等，2022）",
    ),
    (
        work("periodical", "zh", "临床内科杂志", "=中华医学会湖北分会", issued="1984/..", volume="1", issue="1",
             place="武汉", publisher="中华医学会湖北分会"),
        "中华医学会湖北分会，1984—. 临床内科杂志[J]. 1984，1（1）—. 武汉：中华医学会湖北分会.",
        "中华医学会湖北分会, 1984-. 临床内科杂志[J]. 1984, 1(1)-. 武汉: 中华医学会湖北分会.",
        "（中华医学会湖北分会，1984—）",
    ),
    (
        work("book", "ru", "Книга", "Иванов|И. И.", "Петров|П. П.", place="Москва", publisher="Наука", issued="2012"),
        "Иванов И И，Петров П П，2012. Книга[M]. Москва：Наука.",
        "ИВАНОВ И И, ПЕТРОВ П П, 2012. Книга[M]. Москва: Наука.",
        "（Иванов и др.，2012）",
    ),
    (
        TREATY_1945,
        "中华民国，苏维埃社会主义共和国联盟，1945. 中华民国苏维埃社会主义共和国联邦友好同盟条约[M]//United Nations Treaty "
        "Series：v.10. 1945-08-14：300.",
        "中华民国, 苏维埃社会主义共和国联盟, 1945. 中华民国苏维埃社会主义共和国联邦友好同盟条约[M]//United Nations Treaty "
        "Series: v.10. 1945-08-14: 300.",
        "（中华民国 等，1945）",
    ),
    (
        work("book", "ja", "日本外交史", "田中|明彦", place="東京", publisher="岩波書店", issued="2001"),
        "田中明彦，2001. 日本外交史[M]. 東京：岩波書店.",
        "田中明彦, 2001. 日本外交史[M]. 東京: 岩波書店.",
        "（田中明彦，2001）",
    ),
    (
        TREATY_2001,
        "佚名，2001. 中华人民共和国和俄罗斯联邦睦邻友好合作条约[Z]. 莫斯科，2001-07-16.",
        "佚名, 2001. 中华人民共和国和俄罗斯联邦睦邻友好合作条约[Z]. 莫斯科, 2001-07-16.",
        "（佚名，2001）",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("item", "in_2025", "in_2015", "in_text"), AUTHOR_DATE)
def test_entry_of_a_list_by_author_and_year(item, in_2025, in_2015, in_text):
    assert gb_t.author_date(item, GB_2025).text == in_2025
    assert gb_t.author_date(item, GB_2015).text == in_2015
    assert gb_t.in_text(item, GB_2025).text == in_text


def test_signs_are_full_width_in_every_entry_of_2025_unless_the_edition_says_chinese_only():
    item = work("book", "en", "A book", "Walt|Stephen M.", place="Ithaca", publisher="Cornell", issued="1987")
    assert gb_t.numeric(item, GB_2025).text == "Walt S M. A book[M]. Ithaca：Cornell，1987."
    chinese_only = replace(GB_2025, is_wide_everywhere=False)
    assert gb_t.numeric(item, chinese_only).text == "Walt S M. A book[M]. Ithaca: Cornell, 1987."


def test_works_of_one_author_and_year_get_letters():
    items = [
        work(
            "article-journal", "zh", title, "邱|均平", container="情报理论与实践", issued="2000", issue=issue, key=issue
        )
        for title, issue in (("信息计量学（二）", "2"), ("信息计量学（四）", "4"), ("信息计量学（六）", "6"))
    ]
    cited = cite_many(items, STYLES["gb-t-7714-2025-author-date"])
    assert [one.citation.text for one in cited] == [
        "邱均平，2000a. 信息计量学（二）[J]. 情报理论与实践（2）.",
        "邱均平，2000b. 信息计量学（四）[J]. 情报理论与实践（4）.",
        "邱均平，2000c. 信息计量学（六）[J]. 情报理论与实践（6）.",
    ]
    assert [one.in_text.text for one in cited] == ["（邱均平，2000a）", "（邱均平，2000b）", "（邱均平，2000c）"]


def test_letters_of_undated_works():
    pages = [
        work("webpage", "en", title, key=title, accessed="2020-06-12", url="https://www.loc.gov/")
        for title in ("Library of Congress", "Collections")
    ]
    undated = [work("book", "zh", title, "张|三", key=title) for title in ("某书", "又一书")]
    cited = cite_many([*pages, *undated], STYLES["gb-t-7714-2025-author-date"])
    assert [one.in_text.text for one in cited] == [
        "（Anon，[2020a]）", "（Anon，[2020b]）", "（张三，无日期-a）", "（张三，无日期-b）",
    ]  # fmt: skip
    assert cited[1].citation.text == "Anon，[2020b]. Collections[EB/OL]. [2020-06-12]. https://www.loc.gov/."
    assert cited[3].citation.text == "张三，无日期-b. 又一书[M]."


def test_the_day_of_access_is_missed_where_the_edition_prints_it():
    law = work("regulation", "zh", "暂行办法", "=国务院", issued="2005-07-12", url="https://www.gov.cn/1")
    treaty = replace(TREATY_2001, url="https://www.gov.cn/x.htm", language="zh-Hans")
    book = work("book", "zh", "某书", "张|三", place="北京", publisher="中华书局", issued="1962", url="https://e.org/1")
    missed = [("accessed", "the day the address was read is unknown")]
    for item, in_2025, in_2015 in ((law, missed, missed), (treaty, missed, missed), (book, [], missed)):
        for style, expected in (("gb-t-7714-2025-numeric", in_2025), ("gb-t-7714-2015-numeric", in_2015)):
            losses = [(loss.field, loss.message) for loss in cite(item, STYLES[style]).losses]
            assert [loss for loss in losses if loss[0] == "accessed"] == expected, style


def test_the_article_of_a_treaty_has_no_place_and_pages_with_their_word_are_not_lost():
    treaty = replace(TREATY_2001, locator=Locator("article", "8"))
    losses = [(loss.field, loss.message) for loss in cite(treaty, STYLES["gb-t-7714-2025-numeric"]).losses]
    assert losses == [("locator", "the style has no place for it")]
    chapter = work(
        "chapter", "zh", "俄罗斯与中国", "张|三", container="中俄关系", place="北京", publisher="中华书局", issued="2012",
        pages="第5–17页",
    )  # fmt: skip
    assert cite(chapter, STYLES["gb-t-7714-2025-numeric"]).losses == ()


def test_a_container_whose_colon_became_wide_is_not_lost():
    item = work(
        "chapter", "en", "Pathogenic properties", "Weinstein|L.", container="Pathologic physiology: mechanisms of disease",
        place="Philadelphia", publisher="Saunders", issued="1974", pages="457-472",
    )  # fmt: skip
    assert cite(item, STYLES["gb-t-7714-2025-numeric"]).losses == ()


def test_a_numbered_list_numbers_in_the_order_given():
    cited = cite_many([BOTH[0][0], BOTH[1][0]], STYLES["gb-t-7714-2015-numeric"])
    assert [one.text for one in cited] == [
        "[1] 张伯伟. 全唐五代诗格汇考[M]. 南京: 江苏古籍出版社, 2002: 288.",
        "[2] 徐光宪, 王祥云. 物质结构[M]. 北京: 科学出版社, 2010.",
    ]
    assert [one.in_text.text for one in cited] == ["[1]288", "[2]"]


def test_losses_name_what_the_record_lacks_and_what_the_style_leaves_out():
    item = work(
        "article-newspaper",
        "zh",
        "中俄应建立欧亚联盟",
        container="环球时报",
        issued="2012-01?",
        identification="conjectural",
    )
    assert [(loss.field, loss.message) for loss in cite(item, STYLES["gb-t-7714-2025-numeric"]).losses] == [
        ("contributions", "no author is known"),
        ("issued", "the day of the newspaper is unknown"),
        ("issued", "the date is not certain"),
        ("pages", "the pages are unknown"),
        ("identification", "the work is conjectural: reconstructed, not seen; the citation does not show it"),
    ]
    page = work(
        "webpage", "ru", "Статья", "Иванов|И. И.", container="АиФ.ru", issued="2014-04-17", url="https://aif.ru/"
    )
    assert [(loss.field, loss.message) for loss in cite(page, STYLES["gb-t-7714-2025-numeric"]).losses] == [
        ("accessed", "the day the address was read is unknown"),
        ("container_title", "the style does not print it here"),
    ]


def test_a_chinese_and_a_foreign_work_that_look_alike_in_the_text_get_letters_too():
    author = Contributor(name_original="Lê Duẩn", native_language="vi")
    items = [
        Item(
            key="zh",
            type="book",
            language="zh-Hans",
            title=Texts(zh_hans="论革命"),
            contributors=(author,),
            issued="2012",
        ),
        Item(
            key="ru", type="book", language="ru", title=Texts(ru="О революции"), contributors=(author,), issued="2012"
        ),
    ]
    cited = cite_many(items, STYLES["gb-t-7714-2015-author-date"])
    assert [one.in_text.text for one in cited] == ["(Lê Duẩn, 2012a)", "(Lê Duẩn, 2012b)"]
