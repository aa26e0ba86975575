// <CostCalculator preset="…">What stands without scripts.</CostCalculator>
import React from "react";
import Head from "@docusaurus/Head";
import useBaseUrl from "@docusaurus/useBaseUrl";

export default function CostCalculator({ children, ...attributes }) {
  return (
    <>
      <Head>
        <script src={useBaseUrl("/cost-calculator.js")} defer />
      </Head>
      <cost-calculator {...attributes}>{children}</cost-calculator>
    </>
  );
}
