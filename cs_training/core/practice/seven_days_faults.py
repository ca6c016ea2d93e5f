"""Practice cases of lesson 07, levels 2 and 3: faults, which are no whim, and whims that are called faults."""

from __future__ import annotations

from cs_training.core.practice.seven_days_case import days_later, received, week_case
from cs_training.core.practice.story import BRITTLE, Story, Teller


def red_face(t: Teller) -> Story:
    thing, since = t.goods("cosmetics"), received(t, "2026-11-09", "2026-11-17")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 4),
        t.one("用了两次脸就红了，医院的单子拍给你。", "起疹子了，就诊记录发你，退。", "过敏了，医生写了跟这个有关。"),
        t.staff(
            "小鹿",
            ("封膜都撕了，不完好，不退。", "用过的化妆品，谁也不能退。"),
            ("这是过敏，不是不喜欢，膜撕了也要管。", "走质量这条路，运费店里出。"),
        ),
        aim="accept_return",
        card={"category": "cosmetics"},
        told={"quality_issue": True, "seal_broken": True, "opened": True, "buyer_evidence": True},
        extra=(("售后凭证", "就诊记录、照片已上传"), ("品控核实", "是产品引起的过敏，按质量问题办")),
    )


def seam_came_open(t: Teller) -> Story:
    thing, since = t.goods("clothing", "shoes"), received(t, "2026-11-03", "2026-11-11")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 8, 11),
        t.one(
            "穿了几天开线了，照片发了，我要退货。", "接缝自己裂开了，才一个多星期，退。", "线头全散了，图在这，退吧。"
        ),
        t.staff(
            "阿灯",
            ("七天过了，什么都不管了。", "过了七天，又穿过，让顾客自己去补。"),
            ("过了七天不能无理由退，可开线是质量问题，得修或换。", "质量问题不看七天，先给修换。"),
        ),
        aim="repair_or_replace",
        told={"quality_issue": True, "purpose_defeated": False, "buyer_evidence": True},
        extra=(("品控核实", "质量问题，补得好，也有货可换"),),
    )


def broken_on_the_way(t: Teller) -> Story:
    thing, since = t.goods("tableware", word=t.one(*BRITTLE)), received(t, "2026-11-09", "2026-11-17")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 3),
        t.one("打开就是碎的，视频发了，选的七天无理由，运费谁出？", "收到就裂了，图在这，我点了无理由退货。"),
        t.staff(
            "阿灯",
            ("顾客自己选的无理由，运费自己付。", "拆了包装又碎了，不完好，不退。"),
            ("路上碎的是店里的责任，来回运费店里出。", "选错原因不要紧，按破损办。"),
        ),
        aim="accept_return",
        told={"damaged_on_arrival": True, "buyer_evidence": True},
        extra=(("售后凭证", "开箱视频已上传，核实是到手就破"),),
    )


def no_fault_at_all(t: Teller) -> Story:
    thing, since = t.goods("home", "shoes"), received(t, "2026-11-02", "2026-11-10")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 9, 12),
        t.one(
            "偏硬，这算质量问题吧？退。",
            "颜色没想的好看，按质量问题给我退。",
            f"和我{'衣服' if thing.category == 'shoes' else '家'}不搭，这就是质量不行。",
        ),
        t.staff(
            "小鹿",
            ("顾客说质量就按质量退，运费我们出。", "别惹投诉，就写质量问题。"),
            ("品控看过没毛病，只能看七天，已经过了。", "不喜欢不是质量问题。"),
        ),
        aim="reject_return",
        told={"quality_issue": False},
        extra=(("品控核实", "做工、尺寸、颜色都和页面一致"),),
    )
