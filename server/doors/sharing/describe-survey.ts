import type { ReadContents } from "@/server/work/surveys/read-contents";
import type { LinkedData } from "./describe-episode";

/** A survey as schema.org's Dataset, with its figures as a CSV file to download. */
export function describeSurvey(slug: string, survey: ReadContents, site: string): LinkedData {
  const url = `${site}/surveys/${slug}`;
  const days = survey.waves.flatMap(({ fieldStart, fieldEnd }) => [fieldStart ?? [], fieldEnd ?? []].flat());
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)];
  return {
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": url,
    url,
    name: survey.title,
    description: `${survey.title}: ${survey.statistics} figures of ${survey.waves.map(({ name }) => name).join(", ")}.`,
    datePublished: survey.createdAt.toISOString(),
    ...(survey.sponsor ? { creator: { "@type": "Organization", name: survey.sponsor } } : {}),
    ...(survey.licence ? { license: survey.licence } : {}),
    ...(first && last ? { temporalCoverage: first === last ? first : `${first}/${last}` } : {}),
    variableMeasured: survey.questions.map(({ slug: question, wording }) => ({
      "@type": "StatisticalVariable",
      name: wording ?? question.replaceAll("-", " "),
      url: `${url}/questions/${question}`,
    })),
    distribution: {
      "@type": "DataDownload",
      encodingFormat: "text/csv",
      contentUrl: `${site}/surveys/${slug}.csv`,
    },
  };
}
