"""SVG plots without a library: panels of horizontal bars with whiskers, and lines over a log axis."""

import math
from xml.sax.saxutils import escape

COLOURS = {"ours": "#c2410c", "reference": "#1e293b", "peer": "#64748b", "wine": "#7f1d1d"}
LINES = ["#1e293b", "#2563eb", "#059669", "#9333ea", "#ca8a04", "#0891b2", "#be185d", "#c2410c",
         "#ea580c", "#f59e0b"]
FONT = 'font-family="sans-serif" font-size="12"'


class Drawing:
    def __init__(self, width, height):
        self.size = (width, height)
        self.items = []

    def text(self, x, y, content, anchor="start", weight="normal", fill="#111"):
        self.items.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
                          f'font-weight="{weight}" {FONT}>{escape(content)}</text>')

    def line(self, x1, y1, x2, y2, colour="#999", width=1.0, dash=""):
        self.items.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                          f'stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dash}"/>')

    def bar(self, x, y, width, height, colour):
        self.items.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
                          f'height="{height:.1f}" fill="{colour}"/>')

    def path(self, points, colour):
        self.items.append('<polyline fill="none" stroke-width="2" stroke="{}" points="{}"/>'.format(
            colour, " ".join(f"{x:.1f},{y:.1f}" for x, y in points)))

    def save(self, file):
        width, height = self.size
        file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
                        f'height="{height}" viewBox="0 0 {width} {height}">\n'
                        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' +
                        "\n".join(self.items) + "\n</svg>\n")


def bars(file, title, panels, mark=None, form="{:.2f}", own_scale=False):
    """panels: [(name, [(row, kind, (median, low, high) or None)])]. One scale for all panels
    unless own_scale; `mark` is a dashed line at that value."""
    columns = min(3, len(panels))
    row_count = max(len(rows) for _, rows in panels)
    panel_width, panel_height = 390, 44 + 22 * row_count
    drawing = Drawing(panel_width * columns + 10,
                      40 + panel_height * math.ceil(len(panels) / columns))
    drawing.text(12, 24, title, weight="bold")
    peaks = [max([found[2] for _, _, found in rows if found] + [mark or 0]) or 1
             for _, rows in panels]
    for index, (name, rows) in enumerate(panels):
        left = 12 + panel_width * (index % columns)
        top = 44 + panel_height * (index // columns)
        peak = peaks[index] if own_scale else max(peaks)
        draw_panel(drawing, left, top, name, rows, 200 / peak, mark, form)
    drawing.save(file)


def draw_panel(drawing, left, top, name, rows, scale, mark, form):
    start = left + 105
    drawing.text(start, top + 12, name, weight="bold")
    for number, (row, kind, found) in enumerate(rows):
        y = top + 20 + 22 * number
        drawing.text(start - 6, y + 13, row, anchor="end")
        if not found:
            drawing.text(start + 4, y + 13, "-", fill="#999")
            continue
        median, low, high = found
        drawing.bar(start, y + 3, median * scale, 14, COLOURS[kind])
        drawing.line(start + low * scale, y + 10, start + high * scale, y + 10, "#000")
        for end in (low, high):
            drawing.line(start + end * scale, y + 6, start + end * scale, y + 14, "#000")
        drawing.text(start + max(high, median) * scale + 6, y + 14, form.format(median))
    if mark is not None:
        x = start + mark * scale
        drawing.line(x, top + 18, x, top + 22 + 22 * len(rows), "#dc2626", dash="4 3")


def lines(file, title, x_title, y_title, series):
    """series: [(name, kind, [(x, y)])]; x on a log axis, y from zero."""
    series = [(name, kind, points) for name, kind, points in series if points]
    if not series:
        return
    left, top, width, height = 80, 50, 560, 300
    drawing = Drawing(left + width + 180, top + height + 60)
    drawing.text(12, 24, title, weight="bold")
    all_x = sorted({x for _, _, points in series for x, _ in points})
    highest = max(y for _, _, points in series for _, y in points)
    unit = 10 ** math.floor(math.log10(highest))
    step = next(s for s in (unit / 5, unit / 2, unit, unit * 2) if highest / s <= 6)
    ticks = [step * n for n in range(math.ceil(highest * 1.05 / step) + 1)]
    peak = ticks[-1]
    reach = math.log(all_x[-1] / all_x[0]) or 1

    def place(x, y):
        return (left + width * math.log(x / all_x[0]) / reach, top + height * (1 - y / peak))

    for x in all_x:
        drawing.line(place(x, 0)[0], top, place(x, 0)[0], top + height, "#eee")
        drawing.text(place(x, 0)[0], top + height + 18, f"{x:,}", anchor="middle")
    for y in ticks:
        drawing.line(left, place(all_x[0], y)[1], left + width, place(all_x[0], y)[1], "#eee")
        drawing.text(left - 8, place(all_x[0], y)[1] + 4, f"{y:,.0f}", anchor="end")
    drawing.text(left + width / 2, top + height + 42, x_title, anchor="middle")
    drawing.text(left - 60, top - 8, y_title)
    for number, (name, _, points) in enumerate(series):
        colour = LINES[number % len(LINES)]
        placed = [place(x, y) for x, y in points]
        drawing.path(placed, colour)
        drawing.line(left + width + 16, top + 10 + 20 * number, left + width + 40,
                     top + 10 + 20 * number, colour, 3)
        drawing.text(left + width + 46, top + 14 + 20 * number, name)
    drawing.save(file)
