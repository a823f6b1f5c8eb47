using Hearsay.Training;

if (args.Length < 3)
{
    Console.Error.WriteLine("usage: hearsay-training vocabulary|prepare DATA_DIR WORK_DIR, sentences DATA_DIR SENTENCES.MODEL, boundaries DATA_DIR WORK_DIR MODELS_DIR, case DATA_DIR CASE.MODEL, chains|roles|patterns DATA_DIR MODELS_DIR, places CITIES500.TXT PLACES.TSV, or words LEDGER.DB WORD-COUNTS.TSV   (see docs/training.md)");
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
    case "boundaries":
        SentenceTraining.Prepare(args[1], args[2], args[3]);
        return 0;
    case "case":
        CaseTraining.Run(args[1], args[2]);
        return 0;
    case "chains":
        ChainTraining.Run(args[1], args[2], Path.Combine(args[2], "chains.model"));
        return 0;
    case "roles":
        RoleTraining.Run(args[1], args[2]);
        return 0;
    case "patterns":
        new PatternTraining(args[1], args[2]).Run();
        return 0;
    case "places":
        PlaceList.Run(args[1], args[2]);
        return 0;
    case "words":
        WordCounts.Run(args[1], args[2]);
        return 0;
    default:
        Console.Error.WriteLine($"hearsay-training: unknown command '{args[0]}'; known are vocabulary, prepare, sentences, boundaries, case, chains, roles, patterns, places, words");
        return 2;
}
