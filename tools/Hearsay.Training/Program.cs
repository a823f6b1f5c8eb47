using Hearsay.Training;

if (args.Length < 3)
{
    Console.Error.WriteLine("usage: hearsay-training vocabulary|prepare DATA_DIR WORK_DIR, sentences DATA_DIR SENTENCES.MODEL, case DATA_DIR CASE.MODEL, or places CITIES500.TXT PLACES.TSV   (see docs/training.md)");
    return 2;
}
switch (args[0])
{
    case "vocabulary":
        VocabularyMaker.Run(args[1], args[2]);
        return 0;
    case "prepare":
        new Preparation(args[1], args[2]).Run();
        return 0;
    case "sentences":
        SentenceTraining.Run(args[1], args[2]);
        return 0;
    case "case":
        CaseTraining.Run(args[1], args[2]);
        return 0;
    case "roledump":
        {
            var language = new Hearsay.Language.LanguageReader(Hearsay.Language.Models.ModelFile.Open(args[1] + "/hearsay.model"), Hearsay.Language.Models.ModelFile.Open(args[1] + "/sentences.model"), Hearsay.Language.Models.ModelFile.Open(args[1] + "/case.model"));
            using var lines = new StreamWriter(args[3] + ".tsv");
            using var sents = new StreamWriter(args[3] + ".sent.tsv");
            using var dense = new BinaryWriter(new BufferedStream(File.Create(args[3] + ".bin")));
            foreach (var story in Corpus.Json(args[2]))
                Hearsay.Claims.Events.Roles.RoleDump.Write(story.GetProperty("id").GetString()!, language.Read(new Hearsay.Text.SourceText(story.GetProperty("text").GetString()!)), lines, sents, dense);
            return 0;
        }
    case "places":
        PlaceList.Run(args[1], args[2]);
        return 0;
    default:
        Console.Error.WriteLine($"hearsay-training: unknown command '{args[0]}'; known are vocabulary, prepare, sentences, case, places");
        return 2;
}
