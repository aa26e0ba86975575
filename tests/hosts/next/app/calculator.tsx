"use client";

import "cost-calculator/react";
import type { CostCalculatorElement } from "cost-calculator";
import { useEffect, useRef, useState } from "react";

export function Calculator({ written }: { written: string }) {
  const calculator = useRef<CostCalculatorElement>(null);
  const [said, say] = useState("");
  const [there, arrive] = useState(false);
  useEffect(() => { calculator.current?.ready.then(() => arrive(true)); }, []);
  return <>
    <cost-calculator
      ref={calculator} links
      onchange={() => say(calculator.current?.evaluate().metrics["cost_per_recovery"]?.text ?? "")}
      dangerouslySetInnerHTML={{ __html: written }} />
    <p id="there">{there ? "ready" : ""}</p>
    <p id="said">{said}</p>
  </>;
}
