using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Ir;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Compiler.Tests.Support;

/// <summary>Builds bound trees by hand.</summary>
public static class Tree
{
    private static SourceSpan Nowhere => default;

    public static ISymbolResolver NoSymbols { get; } = new MapResolver([]);

    public static IrProgram EmptyIr { get; } = new([], [], [], IrAuthorities.None,
        new IrScope("", IrMode.Parallel, IrLiveness.Always, [], [], [], []));

    public static PrimitiveType Type(Primitive primitive) => ArcType.Of(primitive);

    public static SeriesType Series(Primitive element) => new(ArcType.Of(element));

    public static BoundVariable Input(string name, ArcType type) => new(name, type, BoundVariableKind.Input, Nowhere);

    public static BoundVariable Input(string name, Primitive type) => Input(name, Type(type));

    public static BoundVariable Local(string name, ArcType type) => new(name, type, BoundVariableKind.Local, Nowhere);

    public static BoundVariable Local(string name, Primitive type) => Local(name, Type(type));

    public static BoundVariable Loop(string name, Primitive type) => new(name, Type(type), BoundVariableKind.Loop, Nowhere);

    public static BoundVariable Output(string name, ArcType type) => new(name, type, BoundVariableKind.Output, Nowhere);

    public static BoundVariable State(string name, ArcType type, int id) => new(name, type, BoundVariableKind.Stateful, Nowhere) { StateId = id };

    public static BoundConstant Const(Primitive type, Int128 value) => new(Constant.Of(value), Type(type), Nowhere);

    public static BoundConstant Const(double value) => new(Constant.Of(value), Type(Primitive.F64), Nowhere);

    public static BoundConstant Const(string value) => new(Constant.Of(value), Type(Primitive.Str), Nowhere);

    public static BoundExpression Read(BoundVariable variable) => new BoundVariableRead(variable, Nowhere);

    public static BoundBinary Binary(BoundBinaryOperator operation, BoundExpression left, BoundExpression right)
    {
        var isComparison = operation is >= BoundBinaryOperator.Equal and <= BoundBinaryOperator.GreaterOrEqual;
        var operand = left.Type is SeriesType ? left.Type : right.Type is SeriesType ? right.Type : left.Type!;
        ArcType result = !isComparison ? operand : operand is SeriesType ? Series(Primitive.U8) : Type(Primitive.U8);
        return new BoundBinary(operation, left, right, result, Nowhere);
    }

    public static BoundBinary Add(BoundExpression left, BoundExpression right) => Binary(BoundBinaryOperator.Add, left, right);

    public static BoundUnary Negate(BoundExpression operand) => new(BoundUnaryOperator.Negate, operand, operand.Type!, Nowhere);

    public static BoundUnary Not(BoundExpression operand) => new(BoundUnaryOperator.Not, operand, operand.Type!, Nowhere);

    public static BoundCast Cast(BoundExpression operand, Primitive target) => new(operand, Type(target), Nowhere);

    public static BoundFunctionCall Call(BoundFunction function, params BoundExpression[] arguments) =>
        Call(function.Name, function.Outputs is [var single] ? single.Type : function.Result, arguments);

    public static BoundFunctionCall Call(string function, ArcType? result, params BoundExpression[] arguments) =>
        new(function, [], [.. arguments], result, Nowhere);

    public static BoundMemberCall Member(Symbol symbol, Primitive type, ArcType? result, params BoundExpression[] arguments) =>
        new(symbol, symbol.Call!.Variables.ToImmutableDictionary(v => v.Name, _ => type), [.. arguments], result, Nowhere);

    public static BoundIndex Index(BoundExpression source, BoundExpression index) =>
        new(source, index, source.Type is SeriesType series ? series.Element : Type(Primitive.U8), Nowhere);

    public static BoundSlice Slice(BoundExpression source, BoundExpression? start, BoundExpression? end) => new(source, start, end, source.Type!, Nowhere);

    public static BoundSeriesLiteral SeriesOf(Primitive type, params BoundExpression[] elements) => new([.. elements], Series(type), Nowhere);

    public static BoundChannel Channel(int key, Primitive type) => new(new ChannelInfo(key, $"c{key}", Type(type)), null);

    public static BoundChannelRead ReadChannel(BoundChannel channel, Primitive type) => new(channel, Type(type), Nowhere);

    public static BoundStatement Write(BoundChannel channel, BoundExpression value) => new BoundChannelWrite(channel, value, Nowhere);

    public static BoundStatement Declare(BoundVariable variable, BoundExpression value) => new BoundDeclaration(variable, value, Nowhere);

    public static BoundStatement Assign(BoundVariable variable, BoundExpression value) => new BoundAssignment(variable, value, Nowhere);

    public static BoundStatement SetElement(BoundVariable variable, BoundExpression index, BoundExpression value, BoundBinaryOperator? compound = null) =>
        new BoundElementWrite(variable, index, compound, value, Nowhere);

    public static BoundStatement Return(BoundExpression? value = null) => new BoundReturn(value, Nowhere);

    public static BoundStatement Break => new BoundBreak(Nowhere);

    public static BoundStatement Continue => new BoundContinue(Nowhere);

    public static BoundStatement Do(BoundExpression expression) => new BoundExpressionStatement(expression, Nowhere);

    public static BoundBlock Block(params BoundStatement[] statements) => new([.. statements], Nowhere);

    public static BoundStatement If(BoundExpression condition, BoundBlock then, BoundStatement? otherwise = null) => new BoundIf(condition, then, otherwise, Nowhere);

    public static BoundStatement While(BoundExpression? condition, params BoundStatement[] body) => new BoundWhile(condition, Block(body), Nowhere);

    public static BoundStatement Range(BoundVariable variable, BoundExpression? start, BoundExpression end, BoundExpression? step, params BoundStatement[] body) =>
        new BoundForRange(variable, start, end, step, Block(body), Nowhere);

    public static BoundStatement Each(BoundVariable? index, BoundVariable element, BoundExpression series, params BoundStatement[] body) =>
        new BoundForEach(index, element, series, Block(body), Nowhere);

    public static BoundFunction Function(string name, BoundVariable[] inputs, ArcType? result, params BoundStatement[] body) =>
        new() { Name = name, Inputs = [.. inputs], Result = result, Body = Block(body), Span = Nowhere };

    public static BoundFunction Function(string name, BoundVariable[] inputs, Primitive result, params BoundStatement[] body) =>
        Function(name, inputs, Type(result), body);

    public static BoundFunction WithOutputs(string name, BoundVariable[] inputs, BoundVariable[] outputs, params BoundStatement[] body) =>
        new() { Name = name, Inputs = [.. inputs], Outputs = [.. outputs], Body = Block(body), Span = Nowhere };

    public static CompiledProgram Compile(params BoundFunction[] functions) => Compile(NoSymbols, functions);

    public static CompiledProgram Compile(ISymbolResolver symbols, params BoundFunction[] functions) =>
        ProgramCompiler.Compile(new BoundProgram([.. functions], [], ""), EmptyIr, symbols);
}
