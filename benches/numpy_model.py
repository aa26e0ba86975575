"""The model in NumPy: its own generators, whole columns at a time, mean and
quantiles of each metric."""

import json
import re
import sys
import time

import numpy as np

with open(sys.argv[1]) as file:
    TASK = json.load(file)
DRAWS, INPUTS, METRICS = TASK["draws"], TASK["inputs"], TASK["metrics"]
CALLS = {"if": "np.where", "ln": "np.log", "min": "np.minimum", "max": "np.maximum"}


def above(rng, mean, sd, low):
    x = rng.normal(mean, sd, DRAWS)
    while (wrong := x < low).any():
        x[wrong] = rng.normal(mean, sd, np.count_nonzero(wrong))
    return x


SAMPLE = {
    "beta": lambda rng, a, b: rng.beta(a, b, DRAWS),
    "gamma": lambda rng, k, s: rng.gamma(k, s, DRAWS),
    "normal": lambda rng, m, s: rng.normal(m, s, DRAWS),
    "above": above,
    "scaled_beta": lambda rng, a, b, low, width: low + width * rng.beta(a, b, DRAWS),
    "lognormal": lambda rng, m, s: rng.lognormal(m, s, DRAWS),
    "uniform": lambda rng, low, high: rng.uniform(low, high, DRAWS),
}


def python(formula):
    formula = re.sub(r"(\d)\s+[A-Za-z_]\w*", r"\1", formula)

    def name(found):
        word = found.group()
        rest = formula[found.end() :].lstrip()
        if rest.startswith("(") and word in ("if", "min", "max", "abs", "sqrt", "exp", "ln"):
            return CALLS.get(word, "np." + word)
        return str(TASK["options"][word]) if word in TASK["options"] else "v_" + word

    return re.sub(r"[A-Za-z_]\w*", name, formula).replace("^", "**")


lines = []
for metric in METRICS:
    lines.append(f"v_{metric['id']} = {python(metric['formula'])}")
    for need in metric["needs"]:
        lines.append(f"v_{metric['id']} = np.where({python(need)}, v_{metric['id']}, np.nan)")
CODE = compile("\n".join(lines), "model", "exec")


def run(seed):
    rng = np.random.default_rng(seed)
    values = {"np": np}
    for key, known in INPUTS.items():
        drawn = isinstance(known, dict)
        values["v_" + key] = (
            SAMPLE[known["family"]](rng, *known["parameters"]) if drawn else known
        )
    exec(CODE, values)
    found = {}
    for metric in METRICS:
        column = values["v_" + metric["id"]]
        if getattr(column, "shape", ()) != (DRAWS,):
            continue
        missing = np.isnan(column)
        known = column[~missing] if missing.any() else column
        found[metric["id"]] = [known.mean(), *np.quantile(known, [0.025, 0.5, 0.975])]
    return found


taken = []
with np.errstate(all="ignore"):
    for i in range(-2, 7):
        start = time.perf_counter()
        found = run(i + 2)
        if i >= 0:
            taken.append(1000 * (time.perf_counter() - start))
print(json.dumps({"milliseconds": taken, "metrics": {k: [float(x) for x in v] for k, v in found.items()}}))
